// Nothing of its own: CMake hangs precompiled headers on a target, and a target wants a source.
