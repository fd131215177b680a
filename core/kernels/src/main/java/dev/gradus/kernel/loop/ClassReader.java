package dev.gradus.kernel.loop;

import dev.gradus.kernel.math.Seldom;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Reads the bytecode and constants of a class's methods from its class file (JVM specification, chapter 4). */
final class ClassReader {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private static final ClassValue<ClassReader> READ = new ClassValue<>() {
        @Override
        protected ClassReader computeValue(Class<?> type) {
            return read(type);
        }
    };

    private final Map<Integer, Object> constants = new HashMap<>();
    private final Map<Integer, int[]> pairs = new HashMap<>();
    private final Map<String, byte[]> methods = new HashMap<>();

    /** The name of a class, and the name and type of one of its methods. */
    record Method(String owner, String name, String type) {}

    private ClassReader(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        readConstants(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        readMembers(in);
        readMembers(in);
    }

    /** Returns the reader of a class of this library. */
    static ClassReader of(String name) {
        try {
            return READ.get(Class.forName(name.replace('/', '.'), false, ClassReader.class.getClassLoader()));
        } catch (ClassNotFoundException absent) {
            throw new NoStepsException(name + " cannot be found");
        }
    }

    private static ClassReader read(Class<?> type) {
        if (type.isAnnotationPresent(Seldom.class)) {
            throw new NoStepsException(type + " is for rare arguments");
        }
        String file = type.getSimpleName() + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new NoStepsException("there is no file " + file);
            }
            return new ClassReader(new DataInputStream(new ByteArrayInputStream(bytes.readAllBytes())));
        } catch (IOException unreadable) {
            throw new NoStepsException(file + " cannot be read: " + unreadable);
        }
    }

    private void readConstants(DataInputStream in) throws IOException {
        int end = in.readUnsignedShort();
        for (int index = 1; index < end; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> constants.put(index, in.readUTF());
                case INTEGER -> constants.put(index, in.readInt());
                case FLOAT -> in.skipNBytes(4);
                case LONG -> constants.put(index++, in.readLong());
                case DOUBLE -> constants.put(index++, in.readDouble());
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE ->
                    pairs.put(index, new int[] {in.readUnsignedShort(), 0});
                case METHOD_HANDLE -> in.skipNBytes(3);
                default -> pairs.put(index, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
            }
        }
    }

    private void readMembers(DataInputStream in) throws IOException {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(2);
            String key = text(in.readUnsignedShort()) + text(in.readUnsignedShort());
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                String attribute = text(in.readUnsignedShort());
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                if (attribute.equals("Code")) {
                    methods.put(key, codeOf(bytes));
                }
            }
        }
    }

    private static byte[] codeOf(byte[] attribute) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(attribute));
        in.skipNBytes(4);
        byte[] code = new byte[in.readInt()];
        in.readFully(code);
        return code;
    }

    private String text(int index) {
        return (String) constant(index);
    }

    /** Returns the number or text at an index of the constant pool. */
    Object constant(int index) {
        Object constant = constants.get(index);
        if (constant == null) {
            throw new NoStepsException("a constant that is not a number");
        }
        return constant;
    }

    /** Returns the bytecode of a method. */
    byte[] code(String name, String type) {
        byte[] code = methods.get(name + type);
        if (code == null) {
            throw new NoStepsException("there is no method " + name + type);
        }
        return code;
    }

    /** Returns the method that a call refers to. */
    Method method(int index) {
        int[] reference = pair(index);
        int[] nameAndType = pair(reference[1]);
        return new Method(text(pair(reference[0])[0]), text(nameAndType[0]), text(nameAndType[1]));
    }

    private int[] pair(int index) {
        int[] pair = pairs.get(index);
        if (pair == null) {
            throw new NoStepsException("a call that does not refer to a method");
        }
        return pair;
    }
}
