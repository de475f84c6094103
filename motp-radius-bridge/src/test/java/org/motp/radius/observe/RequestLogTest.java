package org.motp.radius.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.radius.login.AuthenticationMethod;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;
import org.slf4j.LoggerFactory;

class RequestLogTest {

  private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.1", 40000);
  private static final Nas NAS =
      new Nas(
          "taipei",
          new SharedSecret("the-shared-secret"),
          new SignatureRules(SignatureRules.Rule.AUTO, SignatureRules.Rule.YES, true),
          StandardCharsets.UTF_8,
          Locale.ENGLISH,
          Nas.Notices.REJECT,
          3799);
  private static final Request REQUEST =
      new Request(
          "0123abcd",
          NAS,
          SOURCE,
          new Packet(PacketCode.ACCESS_REQUEST, 1, new byte[16], List.of()),
          0,
          true);

  private final ManualTiming timing = new ManualTiming();
  private final RequestLog log = new RequestLog(timing);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.motp.radius.requests");

  @BeforeEach
  void capture() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void release() {
    logger.detachAppender(lines);
  }

  @Test
  void aFloodFromOneAddressIsOneLineAMinuteWithACount() {
    for (int i = 0; i < 1000; i++) {
      log.dropped(Drop.WRONG_SIGNATURE, SOURCE, Optional.of(NAS), "Access-Request");
    }
    assertThat(lines.list).hasSize(1);
    timing.pass(Duration.ofMinutes(1));
    log.dropped(Drop.WRONG_SIGNATURE, SOURCE, Optional.of(NAS), "Access-Request");
    assertThat(lines.list).hasSize(2);
    assertThat(fields(1)).contains("count=\"1000\"", "client=\"taipei\"", "source=\"192.0.2.1\"");
  }

  @Test
  void aFloodFromManyForgedAddressesFillsNeitherMemoryNorLog() {
    RepeatedEvents events = new RepeatedEvents(timing);
    for (int i = 0; i < 5000; i++) {
      OptionalLong count = events.count(i);
      assertThat(count.isPresent()).isEqualTo(i <= 1000);
    }
    assertThat(events.size()).isEqualTo(1000);
    assertThat(events.count(0)).as("a source that is known").isEmpty();
    timing.pass(Duration.ofMinutes(1));
    assertThat(events.count(5000)).as("a new source, now that there is room").hasValue(1);
    for (int i = 5001; i < 6000; i++) {
      events.count(i);
    }
    assertThat(events.count(6000)).as("those for which there was no room").hasValue(4000);
  }

  @Test
  void aChapRequestSaysWhatToChangeOnTheFortiGate() {
    log.wrongMethod(REQUEST, AuthenticationMethod.MSCHAP);
    log.wrongMethod(REQUEST, AuthenticationMethod.MSCHAP);
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).contains("set auth-type pap"));
  }

  @Test
  void everyRequestIsOneLineThatTellsItsStory() {
    log.finished(
        REQUEST,
        new Answer.Reply(
            PacketCode.ACCESS_REJECT, List.of(), true, "invalid_grant", Map.of("user", "hark")),
        Duration.ofMillis(1003),
        2,
        true);
    assertThat(lines.list).hasSize(1);
    assertThat(fields(0))
        .contains(
            "id=\"0123abcd\"",
            "client=\"taipei\"",
            "user=\"hark\"",
            "outcome=\"reject\"",
            "reason=\"invalid_grant\"",
            "ms=\"1003\"",
            "duplicates=\"2\"");
  }

  private List<String> fields(int line) {
    return lines.list.get(line).getKeyValuePairs().stream().map(Object::toString).toList();
  }
}
