package dev.gradus.testkit.domain;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a class file says of numbers and lines: chapter 4 of the specification of the Java virtual machine. */
public final class ClassFile {
    private final DataInputStream in;
    private final String[] texts;
    private final Set<Double> numbers = new HashSet<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private String source = "";

    private ClassFile(DataInputStream in) throws IOException {
        this.in = in;
        in.skipNBytes(8); // magic number and version
        this.texts = new String[in.readUnsignedShort()];
        constants();
        in.skipNBytes(6); // access, class and superclass
        in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
        members(); // fields
        members(); // methods
        attributes("");
    }

    /** The file of a class; none if it cannot be read, as that of a lambda. */
    public static Optional<ClassFile> of(Class<?> type) {
        try (InputStream bytes = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return bytes == null ? Optional.empty() : Optional.of(new ClassFile(new DataInputStream(bytes)));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The name of the file with its source code; empty if it is unknown. */
    public String source() {
        return source;
    }

    /** The numbers in the constant pool. */
    Set<Double> numbers() {
        return numbers;
    }

    /**
     * The first line of the first of these methods that the class declares, or of the whole class if it declares none; 0 if
     * the file tells no lines.
     */
    public int line(List<String> methods) {
        OptionalInt whole = lines.values().stream().mapToInt(line -> line).min();
        return methods.stream()
                .filter(lines::containsKey)
                .map(lines::get)
                .findFirst()
                .orElse(whole.orElse(0));
    }

    private void constants() throws IOException {
        for (int i = 1; i < texts.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 3 -> numbers.add((double) in.readInt());
                case 4 -> numbers.add((double) in.readFloat());
                case 5 -> numbers.add((double) in.readLong());
                case 6 -> numbers.add(in.readDouble());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2); // class, string, method type, module, package
                case 15 -> in.skipNBytes(3); // method handle
                default -> in.skipNBytes(4); // members, name and type, dynamic ones
            }
            i += tag == 5 || tag == 6 ? 1 : 0; // a long and a double take two entries
        }
    }

    private void members() throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(2); // access
            String name = texts[in.readUnsignedShort()];
            in.skipNBytes(2); // descriptor
            attributes(name);
        }
    }

    /** Reads the attributes of a member, of its code, or of the class. */
    private void attributes(String member) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String attribute = texts[in.readUnsignedShort()];
            int length = in.readInt();
            switch (attribute) {
                case "SourceFile" -> source = texts[in.readUnsignedShort()];
                case "Code" -> {
                    in.skipNBytes(4); // sizes of the stack and of the locals
                    in.skipNBytes(in.readInt());
                    in.skipNBytes(8L * in.readUnsignedShort()); // exceptions
                    attributes(member);
                }
                case "LineNumberTable" -> {
                    for (int entries = in.readUnsignedShort(); entries > 0; entries--) {
                        in.skipNBytes(2); // the instruction
                        lines.merge(member, in.readUnsignedShort(), Math::min);
                    }
                }
                default -> in.skipNBytes(length);
            }
        }
    }
}
