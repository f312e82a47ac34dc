# Results in R: Rscript results.R TABLES EXPERIMENT, with folders that `tongzhou export --format csv` has written of a result
# and of an experiment. R itself is enough. RStudio runs it section by section.

words <- commandArgs(trailingOnly = TRUE)
table_of <- function(name, folder = words[1]) read.csv(file.path(folder, paste0(name, ".csv")), stringsAsFactors = FALSE)

# When do boxes wait, and for what? ----
weeks <- subset(table_of("weeks"), counted == "true")
hours <- merge(table_of("week_hours"), weeks[c("week", "week_start")])
hours$quarter <- (as.POSIXlt(hours$week_start)$mon %/% 3) + 1
by_quarter <- xtabs(container_hours ~ cause + quarter, hours)
by_quarter <- by_quarter[rowSums(by_quarter) > 0, ]
cat("share of container-hours, %, by quarter of the year\n")
print(round(100 * prop.table(by_quarter, 2)))

# What does a box of each flow pay? ----
flows <- table_of("flows")
paid <- subset(table_of("flow_money"), expense %in% c("freight", "handling", "drayage"))
paid$per_box <- paid$amount / flows$boxes_out[match(paid$flow, flows$code)]
cat("\npaid per box delivered\n")
print(round(xtabs(per_box ~ flow + expense, paid)))

# Is the option better? ----
# Base and option meet the same chance in one replication: a paired t test gives the interval that the program prints.
values <- table_of("run_values", words[2])
printed <- table_of("differences", words[2])
for (row in seq_len(nrow(printed))) {
  of <- function(option) {
    own <- values[values$measure == printed$measure[row] & values$option == option, ]
    own$value[order(own$replication)]
  }
  test <- t.test(of(printed$option[row]), of("base"), paired = TRUE)
  stopifnot(abs(test$conf.int[1] - printed$low[row]) < 1e-6 * abs(printed$low[row]))
  cat(sprintf("\n%s, %s less the base: %.1f, at 95 %% from %.1f to %.1f\n", printed$measure[row], printed$option[row],
              test$estimate, test$conf.int[1], test$conf.int[2]))
}
