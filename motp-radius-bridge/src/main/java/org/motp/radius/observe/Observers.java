package org.motp.radius.observe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.KeycloakListener;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Request;

/** Tells several listeners, in order. */
public final class Observers {

  private Observers() {}

  public static IntakeListener all(IntakeListener... listeners) {
    return new OfIntake(List.of(listeners));
  }

  public static KeycloakListener all(KeycloakListener... listeners) {
    return new OfKeycloak(List.of(listeners));
  }

  private record OfIntake(List<IntakeListener> all) implements IntakeListener {

    @Override
    public void arrived(Nas nas, int code, boolean again) {
      for (IntakeListener listener : all) {
        listener.arrived(nas, code, again);
      }
    }

    @Override
    public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {
      for (IntakeListener listener : all) {
        listener.dropped(why, source, nas, detail);
      }
    }

    @Override
    public void finished(
        Request request, Answer answer, Duration took, int duplicates, boolean sent) {
      for (IntakeListener listener : all) {
        listener.finished(request, answer, took, duplicates, sent);
      }
    }

    @Override
    public void failed(Request request, Throwable cause) {
      for (IntakeListener listener : all) {
        listener.failed(request, cause);
      }
    }
  }

  private record OfKeycloak(List<KeycloakListener> all) implements KeycloakListener {

    private void each(Consumer<KeycloakListener> event) {
      all.forEach(event);
    }

    @Override
    public void lost(String reason) {
      each(listener -> listener.lost(reason));
    }

    @Override
    public void back() {
      each(KeycloakListener::back);
    }

    @Override
    public void distrusted(String reason) {
      each(listener -> listener.distrusted(reason));
    }

    @Override
    public void trusted() {
      each(KeycloakListener::trusted);
    }

    @Override
    public void asked(GrantAnswer answer, Duration took) {
      each(listener -> listener.asked(answer, took));
    }

    @Override
    public void breaker(boolean open) {
      each(listener -> listener.breaker(open));
    }
  }
}
