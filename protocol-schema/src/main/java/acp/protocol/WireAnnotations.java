package acp.protocol;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Teaches Jackson what our types say without its annotations: a field that is not {@code @Nullable}
 * is required and refuses null, and the fields under {@link Lenient}, {@link NullAsEmpty}, {@link
 * NullAllowed}, {@link WhenAbsent}, {@link Unsigned} and {@link NonEmpty} are read by a {@link
 * FieldDeserializer}. The nullness that the compiler checks is thus the one that holds on the wire.
 */
final class WireAnnotations extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  /** The types of the parameters as written: slow to get at, and asked for again and again. */
  private final transient Map<Executable, AnnotatedType[]> declared = new ConcurrentHashMap<>();

  @Override
  public @Nullable Object findDeserializer(Annotated annotated) {
    Object chosen = super.findDeserializer(annotated);
    if (chosen == null && annotated instanceof AnnotatedParameter field && isField(field)) {
      FieldRules rules = rules(field);
      return rules.plain() ? null : new FieldDeserializer(rules);
    }
    return chosen;
  }

  /** Null, and absence with it, fails where the value is required; special fields see to it. */
  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    if (annotated instanceof AnnotatedParameter field && isField(field)) {
      FieldRules rules = rules(field);
      if (rules.required() && rules.plain()) {
        return JsonSetter.Value.forValueNulls(Nulls.FAIL);
      }
    }
    return super.findSetterInfo(annotated);
  }

  @Override
  protected TypeResolverBuilder<?> _constructStdTypeResolverBuilder(
      MapperConfig<?> config, JsonTypeInfo.Value tag, JavaType union) {
    return new TagReader.Builder(tag);
  }

  private FieldRules rules(AnnotatedParameter field) {
    Executable creator = (Executable) field.getOwner().getMember();
    AnnotatedType[] types =
        declared.computeIfAbsent(creator, Executable::getAnnotatedParameterTypes);
    return FieldRules.of(field, types[field.getIndex()]);
  }

  private static boolean isField(AnnotatedParameter parameter) {
    return !parameter.hasAnnotation(JsonAnySetter.class);
  }
}
