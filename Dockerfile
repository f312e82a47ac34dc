# The program on Debian 13, from its own package. Nothing but Debian is used, and npm for the report's page.
FROM debian:trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates dpkg-dev file
COPY . /src
RUN cd /src && tools/package

FROM debian:trixie-slim
COPY --from=build /src/build/package/tongzhou_*.deb /tmp/
RUN apt-get update && apt-get install -y --no-install-recommends /tmp/tongzhou_*.deb && rm -rf /tmp/* /var/lib/apt/lists/*
ENV LC_ALL=C.UTF-8
WORKDIR /work
ENTRYPOINT ["tongzhou"]
