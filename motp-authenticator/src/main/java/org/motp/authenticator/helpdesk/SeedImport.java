package org.motp.authenticator.helpdesk;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.motp.authenticator.helpdesk.seed.FileKey;
import org.motp.authenticator.helpdesk.seed.SeedFileException;
import org.motp.authenticator.helpdesk.seed.SeedFormat;
import org.motp.authenticator.helpdesk.seed.SeedRow;
import org.motp.authenticator.token.HardwareToken;
import org.motp.authenticator.token.Inventory;

/**
 * Brings the tokens of a seed file into a realm's inventory: every good row, whatever the others
 * are.
 *
 * @param now seconds since the epoch
 */
record SeedImport(Inventory inventory, String realmId, long now) {

  /**
   * Imports one file.
   *
   * @throws SeedFileException when nothing of it can be read; then nothing was imported
   */
  ImportReport run(byte[] file, SeedFormat format, FileKey key) throws SeedFileException {
    List<SeedRow> rows = format.read(file, key).stream().map(this::refusedIfExpired).toList();
    List<HardwareToken> tokens = rows.stream().flatMap(row -> row.token().stream()).toList();
    Set<String> taken = inventory.add(realmId, tokens, now);
    return ImportReport.of(
        format.name().toLowerCase(Locale.ROOT),
        rows.stream().map(row -> refusedIfTaken(row, taken)).toList());
  }

  private SeedRow refusedIfExpired(SeedRow row) {
    boolean expired =
        row.token().map(HardwareToken::expires).filter(expires -> expires <= now).isPresent();
    return expired ? row.refused("its validity has ended") : row;
  }

  private static SeedRow refusedIfTaken(SeedRow row, Set<String> taken) {
    return row.token().isPresent() && taken.contains(row.serial())
        ? row.refused("the realm has a token of this serial already")
        : row;
  }
}
