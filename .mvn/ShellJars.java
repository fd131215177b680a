import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.spi.ToolProvider;

/**
 * Puts a class path into a folder of jars, which {@code --class-path "folder/*"} finds. Maven's own plugins for this download
 * 30 MB more.
 */
final class ShellJars {
    private ShellJars() {}

    /** Takes the folder, which it replaces, and the class path. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (var old = Files.list(folder)) {
            for (Path jar : old.toList()) {
                Files.delete(jar);
            }
        }
        for (String entry : arguments[1].split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jar(path, folder);
            } else {
                Files.copy(path, folder.resolve(path.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A module's classes, in a jar with the module's name. */
    private static void jar(Path classes, Path folder) {
        Path module = classes;
        while (!Files.exists(module.resolve("pom.xml"))) {
            module = module.getParent();
        }
        String jar = folder.resolve("gradus-" + module.getFileName() + ".jar").toString();
        int failed = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", classes.toString(), ".");
        if (failed != 0) {
            throw new IllegalStateException("jar cannot write " + jar);
        }
    }
}
