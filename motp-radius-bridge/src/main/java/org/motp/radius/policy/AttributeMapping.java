package org.motp.radius.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.motp.radius.wire.Attribute;

/**
 * Where the values of one attribute come from. Immutable.
 *
 * @param claim path of the claim whose values are taken; empty for the constant {@code value}
 * @param match what a claim's value has to look like to be sent
 * @param value what is sent: a template for {@link TextPattern#rewrite}, or the constant
 * @param first whether only the first value that matches is sent
 * @param required whether a user without a value is not let in
 */
public record AttributeMapping(
    AttributeFormat attribute,
    Optional<String> claim,
    TextPattern match,
    String value,
    boolean first,
    boolean required) {

  /** Sends every value of a claim as it is. */
  public static AttributeMapping of(AttributeFormat attribute, String claim) {
    return new AttributeMapping(
        attribute,
        Optional.of(claim),
        TextPattern.exact("*"),
        "$0",
        !attribute.repeatable(),
        false);
  }

  /**
   * The attributes for a user.
   *
   * @param unfit is told of a value that the attribute cannot hold: half of it would be another one
   */
  List<Attribute> of(Claims claims, Consumer<String> unfit) {
    Stream<String> values =
        claim
            .map(path -> claims.values(path).stream().flatMap(this::rewritten))
            .orElseGet(() -> Stream.of(value));
    Stream<Attribute> attributes =
        values
            .filter(text -> !text.isBlank())
            .distinct()
            .flatMap(text -> attribute(text, unfit).stream());
    return (first ? attributes.limit(1) : attributes).toList();
  }

  private Stream<String> rewritten(String text) {
    return match.rewrite(text, value).stream();
  }

  private Optional<Attribute> attribute(String text, Consumer<String> unfit) {
    try {
      return Optional.of(attribute.of(text));
    } catch (IllegalArgumentException e) {
      unfit.accept(attribute.name());
      return Optional.empty();
    }
  }
}
