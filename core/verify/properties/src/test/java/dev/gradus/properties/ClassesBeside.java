package dev.gradus.properties;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The classes of a module, read from where one of them lies: ArchUnit would also read every class that they refer to. */
final class ClassesBeside {
    private ClassesBeside() {}

    /** All classes in the folder or archive of this one and in these packages or those below them. */
    static List<Class<?>> of(Class<?> one, String... packages) {
        try {
            Path place = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return of(place, one.getClassLoader(), packages);
            }
            try (FileSystem archive = FileSystems.newFileSystem(place)) {
                return of(archive.getPath("/"), one.getClassLoader(), packages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<?>> of(Path root, ClassLoader loader, String... packages)
            throws IOException, ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : packages) {
            try (Stream<Path> files = Files.walk(root.resolve(name.replace('.', '/')))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".class"))
                        .filter(file -> !file.endsWith("package-info.class"))
                        .sorted()
                        .toList()) {
                    String path = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
                    classes.add(Class.forName(path.replaceFirst("\\.class$", ""), false, loader));
                }
            }
        }
        return classes;
    }
}
