package acp.surface.v1;

import acp.protocol.v1.CreateElicitationResponse;
import acp.protocol.v1.ElicitationAcceptAction;
import acp.protocol.v1.ElicitationContentValue;
import acp.protocol.v1.ElicitationPropertySchema;
import acp.protocol.v1.ElicitationSchema;
import acp.protocol.v1.EnumOption;
import acp.protocol.v1.MultiSelectPropertySchema;
import acp.protocol.v1.StringPropertySchema;
import acp.protocol.v1.TitledMultiSelectItems;
import acp.session.Form;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Forms as version 1 asks them, and what the user made of them. An answer that does not fit the
 * form is none: clients need not check what they send.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
final class FormsV1 {
  /** Characters of an answer in free text; what is longer is cut off by no one, and so refused. */
  private static final long LONGEST_TEXT = 10_000;

  private FormsV1() {}

  /** What is asked for: one flat object with a field for each. */
  static ElicitationSchema schema(Form form) {
    Map<String, ElicitationPropertySchema> properties = new LinkedHashMap<>();
    for (Form.Field field : form.fields()) {
      properties.put(field.name(), property(field));
    }
    return ElicitationSchema.of()
        .withProperties(properties)
        .withRequired(
            form.fields().stream().filter(Form.Field::required).map(Form.Field::name).toList());
  }

  private static ElicitationPropertySchema property(Form.Field field) {
    List<EnumOption> options =
        field.options().stream()
            .map(option -> EnumOption.of(option.value(), option.title()))
            .toList();
    return switch (field.kind()) {
      case TEXT -> text(field, LONGEST_TEXT, null);
      case ONE -> text(field, null, options);
      case SEVERAL ->
          MultiSelectPropertySchema.of(TitledMultiSelectItems.of(options)).withTitle(field.title());
    };
  }

  private static ElicitationPropertySchema text(
      Form.Field field, @Nullable Long longest, @Nullable List<EnumOption> options) {
    return new StringPropertySchema(
        field.title(), null, null, longest, null, null, field.initial(), null, options, null);
  }

  /**
   * The values by field; null unless the user accepted the form and filled in every field with what
   * it takes, but for those that may be left out.
   */
  static @Nullable Map<String, List<String>> filled(Form form, CreateElicitationResponse response) {
    if (!(response instanceof ElicitationAcceptAction accepted) || accepted.content() == null) {
      return null;
    }
    Map<String, List<String>> filled = new HashMap<>();
    for (Form.Field field : form.fields()) {
      ElicitationContentValue value = accepted.content().get(field.name());
      if (value == null && !field.required()) {
        continue;
      }
      List<String> values = value == null ? null : values(value);
      if (values == null || !field.takes(values)) {
        return null;
      }
      filled.put(field.name(), values);
    }
    return filled;
  }

  private static @Nullable List<String> values(ElicitationContentValue value) {
    return switch (value) {
      case ElicitationContentValue.Text text ->
          text.value().length() > LONGEST_TEXT ? null : List.of(text.value());
      case ElicitationContentValue.Texts texts -> texts.values();
      case ElicitationContentValue.Whole _,
          ElicitationContentValue.Decimal _,
          ElicitationContentValue.Flag _ ->
          null;
    };
  }
}
