package org.motp.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of one server. Of several rounds the median counts. */
final class Figures {

  private record Round(Generator.Result result, double processorMicros) {}

  private final Server server;
  private final List<Radclient.Result> radclient = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();
  private long atStart;

  Figures(Server server) {
    this.server = server;
  }

  Server server() {
    return server;
  }

  void started() {
    atStart = server.residentKilobytes();
  }

  void add(Radclient.Result result) {
    radclient.add(result);
  }

  void add(Generator.Result result, long processorMillis) {
    rounds.add(new Round(result, processorMillis * 1000.0 / result.packets()));
  }

  String last() {
    Round round = rounds.get(rounds.size() - 1);
    Generator.Result result = round.result();
    Radclient.Result client = radclient.get(radclient.size() - 1);
    return String.format(
        Locale.ROOT,
        "%-10s  radclient %,6.0f packets/s  p50 %4.1f  p99 %4.1f ms   generator %,6.0f packets/s  p50 %5.1f  p99 %5.1f"
            + "  p99.9 %5.1f  max %5.1f ms   %3.0f µs CPU/packet   %d MB%s",
        server.name(),
        client.packets(),
        client.p50() / 1000.0,
        client.p99() / 1000.0,
        result.packetsPerSecond(),
        result.p50() / 1000.0,
        result.p99() / 1000.0,
        result.p999() / 1000.0,
        result.max() / 1000.0,
        round.processorMicros(),
        server.residentKilobytes() / 1024,
        result.wrong() + result.lost() == 0
            ? ""
            : "   WRONG " + result.wrong() + " LOST " + result.lost());
  }

  private double ofRadclient(ToDoubleFunction<Radclient.Result> figure) {
    return median(radclient.stream().map(figure::applyAsDouble).toList());
  }

  private double median(ToDoubleFunction<Generator.Result> figure) {
    return median(rounds.stream().map(round -> figure.applyAsDouble(round.result())).toList());
  }

  private double processorMedian() {
    return median(rounds.stream().map(Round::processorMicros).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** The table, with how many times as much the first has. */
  static void print(PrintStream out, Figures ours, Figures theirs) {
    out.printf("%-42s %12s %12s %8s%n", "", ours.server.name(), theirs.server.name(), "ratio");
    row(
        out,
        "radclient -p 64: packets/s",
        ours,
        theirs,
        figures -> figures.ofRadclient(Radclient.Result::packets));
    row(
        out,
        "  two-leg logins/s",
        ours,
        theirs,
        figures -> figures.ofRadclient(Radclient.Result::packets) / 2);
    row(out, "  p50, µs", ours, theirs, figures -> figures.ofRadclient(Radclient.Result::p50));
    row(out, "  p99, µs", ours, theirs, figures -> figures.ofRadclient(Radclient.Result::p99));
    row(
        out,
        "generator, 64 open: packets/s",
        ours,
        theirs,
        figures -> figures.median(Generator.Result::packetsPerSecond));
    row(out, "  p50, µs", ours, theirs, figures -> figures.median(Generator.Result::p50));
    row(out, "  p99, µs", ours, theirs, figures -> figures.median(Generator.Result::p99));
    row(out, "  p99.9, µs", ours, theirs, figures -> figures.median(Generator.Result::p999));
    row(out, "  CPU of the server, µs/packet", ours, theirs, Figures::processorMedian);
    row(out, "resident after start, MB", ours, theirs, figures -> figures.atStart / 1024.0);
    row(
        out,
        "resident after load, MB",
        ours,
        theirs,
        figures -> figures.server.residentKilobytes() / 1024.0);
    row(out, "most resident, MB", ours, theirs, figures -> figures.server.peakKilobytes() / 1024.0);
  }

  private static void row(
      PrintStream out,
      String what,
      Figures ours,
      Figures theirs,
      ToDoubleFunction<Figures> figure) {
    double first = figure.applyAsDouble(ours);
    double second = figure.applyAsDouble(theirs);
    out.printf(Locale.ROOT, "%-42s %,12.0f %,12.0f %8.2f%n", what, first, second, first / second);
  }
}
