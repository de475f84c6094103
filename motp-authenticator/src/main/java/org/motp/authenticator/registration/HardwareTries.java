package org.motp.authenticator.registration;

import java.util.Optional;
import java.util.stream.IntStream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;

/**
 * How often a user may try serials: five wrong tries in ten minutes. Each try takes one of five
 * places before anything is compared, and a wrong one keeps it for ten minutes. The places belong
 * to the user and not to the login, so that a new login does not bring new ones; they are taken one
 * by one in the whole cluster, so that trying in parallel does not either.
 */
record HardwareTries(KeycloakSession session, UserModel user) {
  static final int PLACES = 5;
  static final int MINUTES = 10;

  private static final String PLACE = "motp.hardware-try.";

  /** Takes a place; empty when none is left. */
  Optional<String> take() {
    SingleUseObjectProvider store = session.singleUseObjects();
    return IntStream.range(0, PLACES)
        .mapToObj(place -> PLACE + user.getId() + '.' + place)
        .filter(place -> store.putIfAbsent(place, MINUTES * 60L))
        .findFirst();
  }

  /** Gives a place back after a try that was right. */
  void giveBack(String place) {
    session.singleUseObjects().remove(place);
  }
}
