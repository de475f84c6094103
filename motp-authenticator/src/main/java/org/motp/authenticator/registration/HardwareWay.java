package org.motp.authenticator.registration;

import java.util.Map;
import java.util.Optional;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.HardwareClaim;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserRegistration;
import org.motp.authenticator.verification.BruteForce;

/**
 * 硬體註冊: the serial on the back of the device and two consecutive codes of it. There is one error
 * for whatever is wrong: the codes, a serial that nobody has, one that somebody has.
 */
record HardwareWay(Form form, UserRegistration registration) implements Way {

  @Override
  public void show() {
    show("");
  }

  private void show(String serial) {
    form.show("motp-register-hardware.ftl", Map.of("serial", serial));
  }

  @Override
  public Optional<Token> proceed(Binding binding) {
    HardwareTries tries = new HardwareTries(form.context().getSession(), form.context().getUser());
    Optional<String> place = tries.take();
    if (place.isEmpty()) {
      return refuse("motp-hardware-too-many");
    }
    BruteForce protection = new BruteForce(form.context());
    Optional<Token> bound =
        protection.locksOut() ? Optional.empty() : registration.bindHardware(claim(), binding);
    if (bound.isPresent()) {
      tries.giveBack(place.get());
      return bound;
    }
    protection.countFailure();
    return refuse("motp-hardware-wrong");
  }

  private HardwareClaim claim() {
    return new HardwareClaim(form.field(Form.SERIAL), form.field(Form.CODE), form.field("otp2"));
  }

  private Optional<Token> refuse(String reason) {
    form.proofFailed();
    form.error(Form.SERIAL, reason, HardwareTries.MINUTES);
    String typed = form.field(Form.SERIAL);
    show(typed == null ? "" : typed);
    return Optional.empty();
  }
}
