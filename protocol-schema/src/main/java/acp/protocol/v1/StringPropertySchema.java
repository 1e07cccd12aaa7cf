package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field for text, or for one of several texts.
 *
 * @param title how it is shown to people; {@code null} when absent
 * @param description more words for people; {@code null} when absent
 * @param minLength the least number of characters; {@code null} when absent
 * @param maxLength the greatest number of characters; {@code null} when absent
 * @param pattern a regular expression that the text must match; {@code null} when absent
 * @param format what the text must be; {@code null} when absent
 * @param defaultValue the value to begin with; {@code null} when absent
 * @param allowed the texts to choose from; {@code null} when absent
 * @param oneOf the texts to choose from, with titles; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record StringPropertySchema(
    @Lenient @Nullable String title,
    @Lenient @Nullable String description,
    @Unsigned(32) @Nullable Long minLength,
    @Unsigned(32) @Nullable Long maxLength,
    @Nullable String pattern,
    @Nullable StringFormat format,
    @JsonProperty("default") @Lenient @Nullable String defaultValue,
    @JsonProperty("enum") @Nullable List<String> allowed,
    @Nullable List<EnumOption> oneOf,
    @Meta @Nullable ObjectNode meta)
    implements ElicitationPropertySchema {
  public StringPropertySchema {
    Check.unsigned(32, minLength, "minLength");
    Check.unsigned(32, maxLength, "maxLength");
    allowed = Copy.ofNullable(allowed);
    oneOf = Copy.ofNullable(oneOf);
  }

  /** Holds nothing yet. */
  public static StringPropertySchema of() {
    return new StringPropertySchema(null, null, null, null, null, null, null, null, null, null);
  }

  /** The same with {@code title}. */
  public StringPropertySchema withTitle(String title) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code description}. */
  public StringPropertySchema withDescription(String description) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code minLength}. */
  public StringPropertySchema withMinLength(long minLength) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code maxLength}. */
  public StringPropertySchema withMaxLength(long maxLength) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code pattern}. */
  public StringPropertySchema withPattern(String pattern) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code format}. */
  public StringPropertySchema withFormat(StringFormat format) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code defaultValue}. */
  public StringPropertySchema withDefaultValue(String defaultValue) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code allowed}. */
  public StringPropertySchema withAllowed(List<String> allowed) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code oneOf}. */
  public StringPropertySchema withOneOf(List<EnumOption> oneOf) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  /** The same with {@code meta}. */
  public StringPropertySchema withMeta(ObjectNode meta) {
    return new StringPropertySchema(
        title,
        description,
        minLength,
        maxLength,
        pattern,
        format,
        defaultValue,
        allowed,
        oneOf,
        meta);
  }

  @Override
  public String type() {
    return "string";
  }
}
