import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes what a jar promises, as a small jar: its classes without code and without what is private
 * to them or to their package. {@code java -cp asm.jar WriteStubs.java JAR STUBS PACKAGE...}
 *
 * <p>Classes of the packages that are not public stay: a public one may inherit from them.
 */
final class WriteStubs {
  private WriteStubs() {}

  public static void main(String[] args) throws IOException {
    List<String> folders = new ArrayList<>();
    for (String name : List.of(args).subList(2, args.length)) {
      folders.add(name.replace('.', '/') + "/");
    }
    try (ZipFile jar = new ZipFile(args[0]);
        ZipOutputStream stubs = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      List<ZipEntry> entries = new ArrayList<>(Collections.list(jar.entries()));
      entries.sort((a, b) -> a.getName().compareTo(b.getName()));
      for (ZipEntry entry : entries) {
        String folder = entry.getName().substring(0, entry.getName().lastIndexOf('/') + 1);
        if (!folders.contains(folder) || !entry.getName().endsWith(".class")) {
          continue;
        }
        ClassReader reader = new ClassReader(jar.getInputStream(entry).readAllBytes());
        Promise promise = new Promise();
        reader.accept(promise, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        if (!promise.hidden) {
          ZipEntry stub = new ZipEntry(entry.getName());
          stub.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
          stubs.putNextEntry(stub);
          stubs.write(promise.bytes());
        }
      }
    }
  }

  /** Writes a class down without what nobody outside of its package can use. */
  private static final class Promise extends ClassVisitor {
    boolean hidden;
    private String name = "";

    Promise() {
      super(Opcodes.ASM9, new ClassWriter(0));
    }

    byte[] bytes() {
      return ((ClassWriter) cv).toByteArray();
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] interfaces) {
      this.name = name;
      hidden |= (access & Opcodes.ACC_SYNTHETIC) != 0;
      super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public void visitOuterClass(String owner, String method, String descriptor) {
      hidden = true; // local or anonymous
    }

    @Override
    public void visitInnerClass(String inner, String outer, String simpleName, int access) {
      hidden |= inner.equals(name) && (outer == null || (access & Opcodes.ACC_PRIVATE) != 0);
      super.visitInnerClass(inner, outer, simpleName, access);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return promised(access)
          ? super.visitMethod(access, name, descriptor, signature, exceptions)
          : null;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return promised(access) ? super.visitField(access, name, descriptor, signature, value) : null;
    }

    private static boolean promised(int access) {
      return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
          && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }
  }
}
