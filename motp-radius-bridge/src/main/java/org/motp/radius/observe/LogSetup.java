package org.motp.radius.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.motp.radius.config.BridgeConfig.Log;
import org.motp.radius.config.BridgeConfig.LogFormat;
import org.motp.radius.config.BridgeConfig.LogLevel;
import org.slf4j.LoggerFactory;

/** Sets up the log on standard output. */
public final class LogSetup {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%fields%n%ex";

  private LogSetup() {}

  /** For the time before the configuration is read: warnings only. Called once, at start. */
  public static void quiet() {
    apply(new Log(LogFormat.TEXT, LogLevel.WARN));
  }

  /** Replaces whatever logging was set up before. Called once, at start. */
  public static void apply(Log log) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = encoder(log.format(), context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    // Libraries say at their lower levels what they send; our own packages say nothing secret.
    root.setLevel(Level.WARN);
    context.getLogger("org.motp").setLevel(Level.toLevel(log.level().name()));
  }

  static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
    if (format == LogFormat.JSON) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      json.setWithContext(false);
      json.setWithArguments(false);
      json.setWithMessage(false);
      json.setWithFormattedMessage(true);
      return json;
    }
    PatternLayout layout = new PatternLayout();
    layout.getInstanceConverterMap().put("fields", LogFields::new);
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> text = new LayoutWrappingEncoder<>();
    text.setContext(context);
    text.setCharset(StandardCharsets.UTF_8);
    text.setLayout(layout);
    return text;
  }
}
