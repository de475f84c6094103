package org.motp.tests.house;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one {@link House} of the run to the constructor of a test class. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InHouse.Doorman.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
public @interface InHouse {

  /**
   * Opens the house for the first who asks; JUnit closes it after the last test. When it cannot be
   * opened nobody tries again.
   */
  final class Doorman implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == House.class;
    }

    @Override
    public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Opened.class, key -> Opened.now(), Opened.class)
          .house();
    }
  }

  /** The house, or why there is none. */
  record Opened(House orNull, RuntimeException failure) implements AutoCloseable {
    static Opened now() {
      try {
        return new Opened(House.open(), null);
      } catch (RuntimeException e) {
        return new Opened(null, e);
      }
    }

    House house() {
      if (failure != null) {
        throw failure;
      }
      return orNull;
    }

    @Override
    public void close() {
      if (orNull != null) {
        orNull.close();
      }
    }
  }
}
