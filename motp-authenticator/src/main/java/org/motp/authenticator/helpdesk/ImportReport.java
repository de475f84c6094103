package org.motp.authenticator.helpdesk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.motp.authenticator.helpdesk.seed.SeedRow;

/**
 * What became of a seed file, as JSON.
 *
 * @param rows one for each row of the file, in its order
 */
public record ImportReport(Summary summary, List<Row> rows) {

  /** What became of one row; a reason only where it was refused. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Row(int line, String serial, String result, String reason) {
    static Row of(SeedRow row) {
      return new Row(
          row.line(),
          row.serial(),
          row.token().isPresent() ? "imported" : "refused",
          row.refusal());
    }
  }

  /** The counts; also what the admin event tells. */
  public record Summary(String format, long imported, long refused) {}

  static ImportReport of(String format, List<SeedRow> rows) {
    long imported = rows.stream().filter(row -> row.token().isPresent()).count();
    return new ImportReport(
        new Summary(format, imported, rows.size() - imported), rows.stream().map(Row::of).toList());
  }
}
