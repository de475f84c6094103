package org.motp.authenticator.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.services.managers.DefaultBruteForceProtector;

class BruteForceCategoryTest {

  static Stream<AuthenticatorFactory> executionsThatCheckCodes() {
    return Stream.of(new BrowserCodeFactory(), new DirectGrantChallenge(), new DirectGrantAnswer());
  }

  @ParameterizedTest
  @MethodSource("executionsThatCheckCodes")
  void keycloakCountsWrongCodesInsteadOfLettingThemBeGuessedForEver(AuthenticatorFactory factory) {
    assertThat(DefaultBruteForceProtector.ALLOWED_AUTHENTICATION_CATEGORIES)
        .contains(factory.getReferenceCategory());
    assertThat(factory.getOptionalReferenceCategories(null))
        .as("or the account console lists no tokens")
        .contains("motp");
  }
}
