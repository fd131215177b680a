package dev.gradus.kernel.loop;

import dev.gradus.kernel.math.Seldom;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** The code and the constants of a class's methods, from the bytes of the class (chapter 4 of the JVM's specification). */
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

    /** A class's name, and a method's name and type. */
    record Method(String owner, String name, String type) {}

    private ClassReader(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        readConstants(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        readMembers(in);
        readMembers(in);
    }

    /** A class of this library. */
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
        for (int place = 1; place < end; place++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> constants.put(place, in.readUTF());
                case INTEGER -> constants.put(place, in.readInt());
                case FLOAT -> in.skipNBytes(4);
                case LONG -> constants.put(place++, in.readLong());
                case DOUBLE -> constants.put(place++, in.readDouble());
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE ->
                    pairs.put(place, new int[] {in.readUnsignedShort(), 0});
                case METHOD_HANDLE -> in.skipNBytes(3);
                default -> pairs.put(place, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
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

    private String text(int place) {
        return (String) constant(place);
    }

    /** The number or text at a place of the constant pool. */
    Object constant(int place) {
        Object constant = constants.get(place);
        if (constant == null) {
            throw new NoStepsException("a constant that is no number");
        }
        return constant;
    }

    /** The instructions of a method. */
    byte[] code(String name, String type) {
        byte[] code = methods.get(name + type);
        if (code == null) {
            throw new NoStepsException("there is no method " + name + type);
        }
        return code;
    }

    /** The method that an instruction calls. */
    Method method(int place) {
        int[] reference = pair(place);
        int[] nameAndType = pair(reference[1]);
        return new Method(text(pair(reference[0])[0]), text(nameAndType[0]), text(nameAndType[1]));
    }

    private int[] pair(int place) {
        int[] pair = pairs.get(place);
        if (pair == null) {
            throw new NoStepsException("a call that is no call of a method");
        }
        return pair;
    }
}
