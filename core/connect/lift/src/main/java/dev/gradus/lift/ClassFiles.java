package dev.gradus.lift;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The methods of classes, read from class files and kept. */
final class ClassFiles {
    private final Map<Class<?>, Map<String, Code>> methods = new HashMap<>();
    private final Map<Class<?>, Map<String, Optional<Code>>> called = new HashMap<>();

    /** The method that a class itself declares, with code. */
    Optional<Code> declared(Class<?> owner, String name, String descriptor) {
        Map<String, Code> all = methods.get(owner);
        if (all == null) {
            all = read(owner);
            methods.put(owner, all);
        }
        return Optional.ofNullable(all.get(name + descriptor));
    }

    /** The method that a call on an object of this class runs. */
    Optional<Code> method(Class<?> of, String name, String descriptor) {
        return called.computeIfAbsent(of, c -> new HashMap<>())
                .computeIfAbsent(name + descriptor, key -> find(of, name, descriptor));
    }

    private Optional<Code> find(Class<?> of, String name, String descriptor) {
        for (Class<?> c = of; c != null && !isOfTheJdk(c); c = c.getSuperclass()) {
            Optional<Code> found = declared(c, name, descriptor);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Class<?> c = of; c != null && !isOfTheJdk(c); c = c.getSuperclass()) {
            for (Class<?> face : c.getInterfaces()) {
                Optional<Code> found = find(face, name, descriptor);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a class is one of the JDK, other than the types of lambdas, whose default methods may be called. */
    private static boolean isOfTheJdk(Class<?> type) {
        return Types.isOfTheJdk(type) && !type.getName().startsWith("java.util.function.");
    }

    private static Map<String, Code> read(Class<?> owner) {
        String file = owner.getName().substring(owner.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new LiftException("The class file of " + owner.getName() + " is not found by its class loader, so"
                        + " its methods cannot be lifted; compile the class to a file on the class path.");
            }
            Map<String, Code> all = new HashMap<>();
            new ClassReader(in.readAllBytes()).accept(new Methods(owner, all), ClassReader.SKIP_FRAMES);
            return all;
        } catch (IOException e) {
            throw new LiftException("The class file of " + owner.getName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static final class Methods extends ClassVisitor {
        private final Class<?> owner;
        private final Map<String, Code> all;
        private String source;

        Methods(Class<?> owner, Map<String, Code> all) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.all = all;
            this.source = owner.getName();
        }

        @Override
        public void visitSource(String file, String debug) {
            source = String.valueOf(file);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            Code code = new Code(owner, source, access, name, descriptor);
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                all.put(name + descriptor, code);
            }
            return code;
        }
    }
}
