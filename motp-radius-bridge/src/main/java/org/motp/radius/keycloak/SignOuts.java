package org.motp.radius.keycloak;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who was signed out, as Keycloak tells it.
 *
 * @param now on Keycloak's clock
 * @param highest the highest id that Keycloak has, of whichever realm; empty if it does not tell,
 *     because the provider is older than the bridge
 * @param signOuts by their ids, lowest first
 */
public record SignOuts(Instant now, OptionalLong highest, List<SignOut> signOuts) {

  public SignOuts {
    signOuts = List.copyOf(signOuts);
  }

  /**
   * A user was signed out.
   *
   * @param at when, on Keycloak's clock
   * @param names by which the user may have logged in
   * @param reason a word
   */
  public record SignOut(long id, Instant at, List<String> names, String reason) {

    public SignOut {
      names = List.copyOf(names);
    }
  }

  /** Reads the answer of the provider. */
  static SignOuts parse(String json) throws ParseException {
    Map<String, Object> page = JSONObjectUtils.parse(json);
    List<SignOut> all = new ArrayList<>();
    Map<String, Object>[] items = JSONObjectUtils.getJSONObjectArray(page, "sign_outs");
    if (items == null) {
      throw new ParseException("no sign_outs", 0);
    }
    for (Map<String, Object> item : items) {
      all.add(
          new SignOut(
              JSONObjectUtils.getLong(item, "id"),
              Instant.ofEpochMilli(JSONObjectUtils.getLong(item, "at")),
              JSONObjectUtils.getStringList(item, "names"),
              String.valueOf(JSONObjectUtils.getString(item, "reason"))));
    }
    OptionalLong highest =
        page.containsKey("highest")
            ? OptionalLong.of(JSONObjectUtils.getLong(page, "highest"))
            : OptionalLong.empty();
    return new SignOuts(Instant.ofEpochMilli(JSONObjectUtils.getLong(page, "now")), highest, all);
  }
}
