package org.motp.authenticator.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint comes from a phone: it must not make Keycloak post to wherever somebody likes. */
class PushHostsTest {
  private static final PushHosts WELL_KNOWN = new PushHosts(PushHosts.WELL_KNOWN, Set.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "https://FCM.GoogleApis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-by3p.notify.windows.com/w/?token=abc%2b",
        "https://web.push.apple.com/abc"
      })
  void servicesOfTheBrowsersAreAllowed(String endpoint) {
    assertThat(WELL_KNOWN.allow(URI.create(endpoint))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fcm.googleapis.com/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com:/abc",
        "https://fcm.googleapis.com./abc",
        "https://user@fcm.googleapis.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evil-fcm.googleapis.com/abc",
        "https://x.fcm.googleapis.com/abc",
        "https://googleapis.com/abc",
        "https://notify.windows.com/abc",
        "https://evilnotify.windows.com/abc",
        "https://.notify.windows.com/abc",
        "https://notify.windows.com.evil.example/abc",
        "https://a..notify.windows.com/abc",
        "https://xn--fcm-googleapis-com.example/abc",
        "https://fcm.googleapis.com#.evil.example/abc",
        "https://evil.example/fcm.googleapis.com",
        "https://evil.example?fcm.googleapis.com",
        "https://127.0.0.1/abc",
        "https://[::1]/abc",
        "https://2130706433/abc",
        "https://localhost/abc",
        "https:fcm.googleapis.com/abc",
        "https:///abc",
        "//fcm.googleapis.com/abc",
        "file:///etc/passwd",
        "/abc"
      })
  void everythingElseIsRefused(String endpoint) {
    assertThat(WELL_KNOWN.allow(URI.create(endpoint))).isFalse();
  }

  @Test
  void lettersThatOnlyLookLikeAsciiAreRefused() {
    // Cyrillic с, full-width letters, the ideographic full stop.
    for (String host : new String[] {"f\u0441m.googleapis.com", "fcm\u3002googleapis.com"}) {
      assertThat(WELL_KNOWN.allow(URI.create("https://" + host + "/abc"))).as(host).isFalse();
    }
  }

  @Test
  void endpointThatFillsTheTableIsRefused() {
    String endpoint = "https://fcm.googleapis.com/" + "a".repeat(1024);
    assertThat(WELL_KNOWN.allow(URI.create(endpoint))).isFalse();
  }

  @Test
  void ownServiceIsAllowedUnderItsExactOriginAlone() {
    PushHosts own = new PushHosts(PushHosts.WELL_KNOWN, Set.of("http://127.0.0.1:8090"));
    assertThat(own.allow(URI.create("http://127.0.0.1:8090/abc"))).isTrue();
    assertThat(own.allow(URI.create("http://127.0.0.1:8091/abc"))).isFalse();
    assertThat(own.allow(URI.create("http://127.0.0.1/abc"))).isFalse();
    assertThat(own.allow(URI.create("https://127.0.0.1:8090/abc"))).isFalse();
    assertThat(own.allow(URI.create("http://user@127.0.0.1:8090/abc"))).isFalse();
    assertThat(own.isOwn(URI.create("https://fcm.googleapis.com/abc"))).isFalse();
  }

  @Test
  void administratorMayListHostsAndSuffixesOnly() {
    assertThat(PushHosts.parse("push.corp.example, *.Push.example\nfcm.googleapis.com"))
        .hasValueSatisfying(
            hosts ->
                assertThat(hosts)
                    .containsExactly("push.corp.example", "*.push.example", "fcm.googleapis.com"));
    for (String wrong :
        new String[] {"*", "*.com", "https://push.example", "10.0.0.1", "a_b.c", "x*.y.z"}) {
      assertThat(PushHosts.parse(wrong)).as(wrong).isEmpty();
    }
  }
}
