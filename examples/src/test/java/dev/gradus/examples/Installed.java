package dev.gradus.examples;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;
import dev.gradus.playground.language.Program;
import dev.gradus.testkit.OpContract;
import dev.gradus.train.Optimizer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The artifacts of this build in a Maven repository, as {@code mvn install} would put them there. */
final class Installed {
    private static final Path ROOT = SourceTree.ROOT;

    private Installed() {}

    /** Fills a repository with what the testkit and training need. */
    static Path in(Path repository) throws IOException {
        pom(repository, "gradus-parent", ROOT.resolve("pom.xml"));
        pom(repository, "gradus-core", ROOT.resolve("core/pom.xml"));
        pom(repository, "gradus-published", ROOT.resolve("core/release/published/pom.xml"));
        archive(pom(repository, "gradus-kernels", ROOT.resolve("core/kernels/pom.xml")), location(Kernels.class));
        archive(pom(repository, "gradus-engine", ROOT.resolve("core/engine/pom.xml")), location(Node.class));
        archive(pom(repository, "gradus-train", ROOT.resolve("core/train/pom.xml")), location(Optimizer.class));
        archive(
                pom(repository, "gradus-language", ROOT.resolve("core/pages/language/pom.xml")),
                location(Program.class));
        archive(pom(repository, "gradus-testkit", ROOT.resolve("core/testkit/pom.xml")), location(OpContract.class));
        return repository;
    }

    /** Installs the pom of an artifact, and returns where its archive belongs. */
    static Path pom(Path repository, String artifact, Path pom) throws IOException {
        String version = SourceTree.version();
        Path folder = repository.resolve("dev/gradus").resolve(artifact).resolve(version);
        Files.createDirectories(folder);
        Files.copy(pom, folder.resolve(artifact + "-" + version + ".pom"));
        return folder.resolve(artifact + "-" + version + ".jar");
    }

    /** Copies an archive, or packs a folder of classes, which is what the build has before it packages. */
    static void archive(Path archive, Path classes) throws IOException {
        if (Files.isRegularFile(classes)) {
            Files.copy(classes, archive, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (OutputStream file = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, jar);
                jar.closeEntry();
            }
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
