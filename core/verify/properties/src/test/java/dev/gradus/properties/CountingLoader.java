package dev.gradus.properties;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the classes of this project once more and counts their floating-point work: arithmetic with doubles and comparisons
 * of them, elements read from and written to arrays of doubles, and calls of {@link Math} and {@link StrictMath}.
 */
public final class CountingLoader extends ClassLoader {
    private static final Set<String> FUNCTIONS = Set.of("java/lang/Math", "java/lang/StrictMath");
    private static final Set<Integer> WORK = Set.of(
            Opcodes.DADD,
            Opcodes.DSUB,
            Opcodes.DMUL,
            Opcodes.DDIV,
            Opcodes.DREM,
            Opcodes.DNEG,
            Opcodes.DCMPG,
            Opcodes.DCMPL,
            Opcodes.DALOAD,
            Opcodes.DASTORE);

    private static long counted;

    CountingLoader() {
        super(CountingLoader.class.getClassLoader());
    }

    /** Counts one operation. The classes that are loaded call this. */
    public static void count() {
        counted++;
    }

    /** How many operations have been counted. */
    public static long counted() {
        return counted;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith("dev.gradus.") && !name.equals(CountingLoader.class.getName())
                    ? counting(name)
                    : super.loadClass(name, resolve);
        }
    }

    private Class<?> counting(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String method, String descriptor, String signature, String[] exceptions) {
                            return new Counting(super.visitMethod(access, method, descriptor, signature, exceptions));
                        }
                    },
                    0);
            byte[] code = writer.toByteArray();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counting extends MethodVisitor {
        Counting(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitInsn(int opcode) {
            if (WORK.contains(opcode)) {
                insertCount();
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (FUNCTIONS.contains(owner) && descriptor.endsWith("D")) {
                insertCount();
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        private void insertCount() {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, CountingLoader.class.getName().replace('.', '/'), "count", "()V", false);
        }
    }
}
