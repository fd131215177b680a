package dev.gradus.testkit.report;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A line of the source code, for editors and for annotations of a pull request.
 *
 * @param file the path from the root of the repository with {@code /} between folders, or, if the file is not below the
 * working directory, the path that its package suggests
 * @param line the line, counted from 1
 */
public record SourcePlace(String file, int line) {
    private static final Path SOURCES = Path.of("src");

    /** A line of a stack trace. */
    public static Optional<SourcePlace> of(String className, String fileName, int line) {
        String folder = className.contains(".")
                ? className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/')
                : "";
        return Optional.ofNullable(fileName)
                .filter(name -> !name.isEmpty() && line > 0)
                .map(name -> new SourcePlace(fromRoot(folder + name), line));
    }

    /**
     * The first line of the first of these methods that the class declares, or of the whole class if it declares none. It
     * is unknown if the class file tells no lines or cannot be read, as that of a lambda.
     */
    public static Optional<SourcePlace> of(Class<?> type, List<String> methods) {
        try (InputStream bytes = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            if (bytes == null) {
                return Optional.empty();
            }
            ClassFile file = new ClassFile(new DataInputStream(bytes));
            return of(type.getName(), file.source, file.line(methods));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The path from the root of the repository, if the file is found below the working directory. */
    private static String fromRoot(String path) {
        Path here = Path.of("").toAbsolutePath();
        try (Stream<Path> all = Files.isDirectory(SOURCES) ? Files.walk(SOURCES) : Stream.empty()) {
            return all.filter(file -> file.endsWith(path))
                    .sorted()
                    .map(file -> root(here).relativize(here.resolve(file)).toString())
                    .map(file -> file.replace('\\', '/'))
                    .findFirst()
                    .orElse(path);
        } catch (IOException | UncheckedIOException unreadable) {
            return path;
        }
    }

    /** The folder of the repository, or the working directory if that is in none. */
    private static Path root(Path here) {
        return Stream.<Path>iterate(here, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".git")))
                .findFirst()
                .orElse(here);
    }

    /** What a class file says of lines: chapter 4 of the specification of the Java virtual machine. */
    private static final class ClassFile {
        private final DataInputStream in;
        private final String[] texts;
        private final Map<String, Integer> lines = new HashMap<>();
        private String source = "";

        ClassFile(DataInputStream in) throws IOException {
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

        int line(List<String> methods) {
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
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // a long and a double take two entries
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    default -> in.skipNBytes(4);
                }
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
}
