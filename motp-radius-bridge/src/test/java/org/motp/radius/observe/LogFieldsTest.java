package org.motp.radius.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.motp.radius.config.BridgeConfig.LogFormat;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogFieldsTest {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Test
  void aUserNameWritesNoFieldsAndNoLinesOfItsOwn() {
    assertThat(line(field("user", "hark\" outcome=\"accept"), field("outcome", "reject")))
        .endsWith(" request user=\"hark\\\" outcome=\\\"accept\" outcome=\"reject\"\n");
    assertThat(line(field("session", "a\r\nb\u2028c\\"), field("user", "\u202e小明😀")))
        .endsWith(" request session=\"a\\u000d\\u000ab\\u2028c\\\\\" user=\"\\u202e小明😀\"\n");
  }

  @Test
  void aLineWithoutFieldsEndsWithItsText() {
    assertThat(line()).endsWith(" request\n");
  }

  private static KeyValuePair field(String key, Object value) {
    return new KeyValuePair(key, value);
  }

  private String line(KeyValuePair... fields) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName("org.motp.radius");
    event.setLevel(Level.INFO);
    event.setMessage("request");
    for (KeyValuePair field : fields) {
      event.addKeyValuePair(field);
    }
    Encoder<ILoggingEvent> encoder = LogSetup.encoder(LogFormat.TEXT, context);
    encoder.start();
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
