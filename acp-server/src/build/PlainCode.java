import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what the compiler leaves to be made at run time out as plain code: switches over types,
 * and how records are equal, hashed and shown. At run time each of them is a class that is spun
 * when it is first met, which no AOT cache keeps: 18 ms for the first, half a millisecond for each
 * of the dozens that follow up to the first answer. Here they are chains of {@code instanceof} and
 * comparisons; what they do is the same.
 */
final class PlainCode {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final int HELPER =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final ClassFile classes;
  private int written;

  private PlainCode(ClassLoader known) {
    this.classes =
        ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(known)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /**
   * Does it in all classes of a jar.
   *
   * @param known finds the classes that those of the jar name
   * @return how many places are plain code now
   */
  static int in(Path jar, ClassLoader known) throws IOException {
    PlainCode plain = new PlainCode(known);
    Map<Path, byte[]> changed = new LinkedHashMap<>();
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      try (Stream<Path> all = Files.walk(files.getPath("/"))) {
        for (Path file : all.filter(each -> each.toString().endsWith(".class")).toList()) {
          byte[] bytes = Files.readAllBytes(file);
          int before = plain.written;
          byte[] after = plain.rewritten(bytes);
          if (plain.written > before) {
            changed.put(file, after);
          }
        }
      }
      for (Map.Entry<Path, byte[]> each : changed.entrySet()) {
        Files.write(each.getKey(), each.getValue());
      }
    }
    return plain.written;
  }

  /** A method to be written, which does what a call site asks for. */
  private record Helper(String name, MethodTypeDesc type, Body body) {}

  private interface Body {
    void write(CodeBuilder code);
  }

  private byte[] rewritten(byte[] bytes) {
    ClassModel model = classes.parse(bytes);
    ClassDesc owner = model.thisClass().asSymbol();
    boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    List<Helper> helpers = new ArrayList<>();
    CodeTransform sites =
        (code, element) -> {
          Body body = element instanceof InvokeDynamicInstruction site ? body(site) : null;
          if (body == null) {
            code.with(element);
          } else {
            InvokeDynamicInstruction site = (InvokeDynamicInstruction) element;
            var helper = new Helper("plain$" + helpers.size(), site.typeSymbol(), body);
            helpers.add(helper);
            code.invokestatic(owner, helper.name, helper.type, isInterface);
          }
        };
    byte[] after =
        classes.transformClass(
            model,
            ClassTransform.transformingMethodBodies(sites)
                .andThen(
                    ClassTransform.endHandler(
                        builder -> {
                          for (Helper helper : helpers) {
                            builder.withMethodBody(
                                helper.name, helper.type, HELPER, helper.body::write);
                          }
                        })));
    written += helpers.size();
    return after;
  }

  /** What a call site does, as code; null if it is none of ours. */
  private static Body body(InvokeDynamicInstruction site) {
    DirectMethodHandleDesc bootstrap = site.bootstrapMethod();
    String from = bootstrap.owner().displayName() + "." + bootstrap.methodName();
    List<ConstantDesc> arguments = site.bootstrapArgs();
    return switch (from) {
      case "SwitchBootstraps.typeSwitch" ->
          arguments.stream().allMatch(ClassDesc.class::isInstance)
              ? code -> typeSwitch(code, arguments)
              : null;
      case "ObjectMethods.bootstrap" -> {
        List<DirectMethodHandleDesc> fields = new ArrayList<>();
        for (ConstantDesc field : arguments.subList(2, arguments.size())) {
          fields.add((DirectMethodHandleDesc) field);
        }
        ClassDesc type = (ClassDesc) arguments.getFirst();
        yield switch (site.name().stringValue()) {
          case "equals" -> code -> equal(code, type, fields);
          case "hashCode" -> code -> hash(code, fields);
          default -> code -> shown(code, type, fields);
        };
      }
      default -> null;
    };
  }

  /** {@code (Object target, int from)}: the first type from there on that the target has. */
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> types) {
    Label some = code.newLabel();
    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
    for (int i = 0; i < types.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }

  /** {@code (Record self, Object other)}. */
  private static void equal(CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
    Label differ = code.newLabel();
    Label alike = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(alike);
    code.aload(1).instanceOf(type).ifeq(differ);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc is = field.invocationType().returnType();
      code.aload(0).getfield(type, field.methodName(), is);
      code.aload(1).checkcast(type).getfield(type, field.methodName(), is);
      if (is.isPrimitive()) {
        compare(code, is);
        code.ifne(differ);
      } else {
        code.invokestatic(
            OBJECTS,
            "equals",
            MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        code.ifeq(differ);
      }
    }
    code.labelBinding(alike).iconst_1().ireturn();
    code.labelBinding(differ).iconst_0().ireturn();
  }

  /** Leaves 0 for two values of a primitive type that are the same. */
  private static void compare(CodeBuilder code, ClassDesc type) {
    code.invokestatic(box(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type));
  }

  /** {@code (Record self)}: as the JDK does it, so that nothing changes. */
  private static void hash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc is = field.invocationType().returnType();
      code.bipush(31).imul();
      code.aload(0).getfield(field.owner(), field.methodName(), is);
      if (is.isPrimitive()) {
        code.invokestatic(box(is), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, is));
      } else {
        code.invokestatic(
            OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  /** {@code (Record self)}. */
  private static void shown(CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
    code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
    String before = simpleName(type) + "[";
    for (DirectMethodHandleDesc field : fields) {
      append(code.loadConstant(before + field.methodName() + "="), ConstantDescs.CD_String);
      ClassDesc is = field.invocationType().returnType();
      code.aload(0).getfield(type, field.methodName(), is);
      append(code, shownAs(is));
      before = ", ";
    }
    append(code.loadConstant(fields.isEmpty() ? before + "]" : "]"), ConstantDescs.CD_String);
    code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
  }

  private static void append(CodeBuilder code, ClassDesc type) {
    code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, type));
  }

  private static ClassDesc shownAs(ClassDesc type) {
    if (!type.isPrimitive()) {
      return ConstantDescs.CD_Object;
    }
    return switch (type.descriptorString()) {
      case "B", "S" -> ConstantDescs.CD_int;
      default -> type;
    };
  }

  private static String simpleName(ClassDesc type) {
    String name = type.displayName();
    return name.substring(name.lastIndexOf('$') + 1);
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      default -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
