package acp.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field whose malformed value is read as if the field were absent, instead of failing the whole
 * message. In a list the bad items are dropped and the good ones stay; where the field may not be
 * absent, a value that is no list at all is read as the empty list.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
public @interface Lenient {}
