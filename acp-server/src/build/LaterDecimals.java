import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keeps the JSON parser from making decimal numbers before it meets one. Its base class holds the
 * bounds of int and long as {@code BigDecimal}s, and the JDK's {@code BigDecimal} computes powers
 * up to 5^65536 when it is initialised: 14 ms of every start, in the way of the first session. Here
 * each bound is made where it is used, which is only where a number with a point or an exponent is
 * asked for as an integer.
 */
final class LaterDecimals {
  private static final ClassDesc DECIMAL = ClassDesc.of("java.math.BigDecimal");
  private static final ClassDesc INTEGER = ClassDesc.of("java.math.BigInteger");
  private static final MethodTypeDesc OF_INTEGER =
      MethodTypeDesc.ofDescriptor("(Ljava/math/BigInteger;)V");

  /** The smallest and the largest of int and of long. */
  private static final int BOUNDS = 4;

  /** Who knows the bounds, by jar. */
  private static final Map<String, List<String>> KNOWN_TO =
      Map.of(
          "jackson-core-",
          List.of("core/base/ParserMinimalBase", "core/base/ParserBase"),
          "jackson-databind-",
          List.of("databind/util/TokenBuffer$Parser"));

  private final ClassFile classes;
  private int dropped;
  private int made;

  private LaterDecimals(ClassLoader known) {
    this.classes =
        ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(known)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /**
   * Does it in the parser's jars.
   *
   * @param jars all there are
   * @param known finds the classes that those of the jars name
   * @throws IllegalStateException if the parser is not as it was when this was written
   */
  static void in(List<Path> jars, ClassLoader known) throws IOException {
    LaterDecimals later = new LaterDecimals(known);
    for (Path jar : jars) {
      for (Map.Entry<String, List<String>> each : KNOWN_TO.entrySet()) {
        if (jar.getFileName().toString().startsWith(each.getKey())) {
          later.rewrite(jar, each.getValue());
        }
      }
    }
    if (later.dropped != BOUNDS || later.made < BOUNDS) {
      throw new IllegalStateException(
          "the JSON parser has changed: " + later.dropped + " bounds, " + later.made + " uses");
    }
  }

  private void rewrite(Path jar, List<String> names) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      for (String name : names) {
        Path file = files.getPath("/com/fasterxml/jackson/" + name + ".class");
        Files.write(file, rewritten(Files.readAllBytes(file)));
      }
    }
  }

  private byte[] rewritten(byte[] bytes) {
    byte[] without =
        classes.transformClass(
            classes.parse(bytes),
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("<clinit>"),
                CodeTransform.ofStateful(Dropping::new)));
    return classes.transformClass(
        classes.parse(without), ClassTransform.transformingMethodBodies(this::make));
  }

  /** Leaves out {@code BD_… = new BigDecimal(BI_…)}, from its first instruction to its last. */
  private final class Dropping implements CodeTransform {
    private boolean inBound;

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      inBound |=
          element instanceof NewObjectInstruction made
              && made.className().asSymbol().equals(DECIMAL);
      if (!inBound) {
        code.with(element);
      } else if (element instanceof FieldInstruction field && isBound(field)) {
        inBound = false;
        dropped++;
      }
    }
  }

  /** Makes a bound where it is read. */
  private void make(CodeBuilder code, CodeElement element) {
    if (element instanceof FieldInstruction field && isBound(field)) {
      String name = field.name().stringValue().replace("BD_", "BI_");
      code.new_(DECIMAL).dup().getstatic(field.owner().asSymbol(), name, INTEGER);
      code.invokespecial(DECIMAL, "<init>", OF_INTEGER);
      made++;
    } else {
      code.with(element);
    }
  }

  private static boolean isBound(FieldInstruction field) {
    return field.name().stringValue().matches("BD_(MIN|MAX)_(INT|LONG)");
  }
}
