package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release as docs/contributing.md makes it, of two copies of this tree and into a folder: what is published, that it is
 * byte for byte the same, and that a user can build with it.
 */
@Tag("long")
@EnabledIfSystemProperty(
        named = "gradus.release",
        matches = "true",
        disabledReason = "two releases take minutes: -Plong -Dgradus.release=true, before a release")
class ReleaseTest {
    private static final Path ROOT = SourceTree.ROOT;
    private static final String VERSION = "9.8.7";
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** What the owner fills in, as somebody might. */
    private static final Map<String, String> OWNER = new TreeMap<>(Map.of(
            "gradus.url", "https://gradus.example/home",
            "gradus.license.name", "A licence",
            "gradus.license.url", "https://gradus.example/licence",
            "gradus.developer.name", "A. Developer",
            "gradus.developer.email", "a@gradus.example",
            "gradus.scm.connection", "scm:git:https://gradus.example/code.git",
            "gradus.scm.url", "https://gradus.example/code"));

    /** What each module is published as. */
    private static final List<String> ARCHIVES =
            List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml", ".pom");

    /** What a module without code is published as. */
    private static final List<String> POM = List.of("-cyclonedx.json", "-cyclonedx.xml", ".pom");

    private static final String USER = """
            package user;

            import dev.gradus.csv.Csv;
            import dev.gradus.explorer.*;
            import dev.gradus.graph.Graph;
            import dev.gradus.node.Parameter;
            import dev.gradus.run.Run;
            import dev.gradus.tensor.Tensor;
            import java.nio.file.*;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    Parameter w = Parameter.of("w", Tensor.scalar(3));
                    Run run = Run.of(Graph.of(w.square().named("J")));
                    run.forward();
                    run.backward();
                    Path file = Files.writeString(Files.createTempFile("a", ".csv"), "a,b\\n1,2\\n");
                    System.out.print(run.gradient(w).item() + " " + Csv.read(file).names()
                            + Diagram.of(run).svg().contains("<svg") + Explorer.of(run).html().contains("</html>")
                            + " " + Main.class.getModule().getName());
                    Files.delete(file);
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aReleaseFailsUntilTheOwnerHasFilledInWhatItSays() throws IOException, InterruptedException {
        List<String> lines = Maven.run(
                copy("empty"), Duration.ofMinutes(2), 1, Map.of(), "validate", "-Prelease", "-pl", ":gradus-published");
        for (String property : OWNER.keySet()) {
            assertThat(lines)
                    .anyMatch(line -> line.contains(
                            property + " is empty in core/release/published/pom.xml: docs/contributing.md"));
        }
    }

    @Test
    void twoReleasesHaveEqualBytesAndAUserBuildsWithThem() throws IOException, InterruptedException {
        Path first = release("first", Map.of("TZ", "Asia/Kathmandu", "LC_ALL", "C.UTF-8"));
        Path second = release("second-in-a-folder-of-another-name", Map.of("TZ", "UTC", "LC_ALL", "C"));
        Map<String, Path> published = files(first);
        assertThat(published.keySet()).isEqualTo(files(second).keySet());
        for (Map.Entry<String, Path> file : published.entrySet()) {
            assertThat(Files.mismatch(file.getValue(), second.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(-1);
        }
        assertThat(published.keySet()).isEqualTo(expected());
        for (String pom : published.keySet()) {
            if (pom.endsWith(".pom")) {
                checkPom(Files.readString(published.get(pom)));
            }
        }
        assertThat(modulesOf(Files.readString(published.get(name("bom", ".pom")))))
                .isEqualTo(shipped().stream()
                        .filter(module -> !Set.of("archetype", "bom").contains(module))
                        .collect(Collectors.toSet()));
        aUserBuildsWith(first);
    }

    /** The repository, a folder, into which a copy of the tree was released. */
    private Path release(String name, Map<String, String> environment) throws IOException, InterruptedException {
        Path tree = copy(name);
        Path repository = folder.resolve(name + "-repository");
        List<String> arguments = new ArrayList<>(List.of(
                "deploy",
                "-Prelease,spark",
                "-Dmaven.test.skip",
                "-Dmaven.repo.local=" + folder.resolve("repository-of-releases"), // it is installed there too
                "-Dmaven.repo.local.tail=" + Maven.repository(),
                "-DaltDeploymentRepository=local::" + repository.toUri(),
                "-pl",
                shipped().stream().map(module -> ":" + artifact(module)).collect(Collectors.joining(","))));
        OWNER.forEach((property, value) -> arguments.add("-D" + property + "=" + value));
        Maven.run(tree, LIMIT, 0, environment, arguments.toArray(new String[0]));
        return repository;
    }

    /** The tree with the version of a release. */
    private Path copy(String name) throws IOException {
        Path copy = SourceTree.copy(folder.resolve(name));
        String snapshot = SourceTree.version();
        List<Path> poms;
        try (Stream<Path> files = Files.walk(copy)) {
            poms = files.filter(file -> file.endsWith("pom.xml")).toList();
        }
        for (Path pom : poms) {
            Files.writeString(pom, Files.readString(pom).replace(snapshot, VERSION));
        }
        return copy;
    }

    /** The modules whose own pom says that they are published. */
    private static Set<String> shipped() throws IOException {
        try (Stream<Path> modules = Files.walk(ROOT.resolve("core"), 2)) {
            return modules.filter(module -> isShipped(module.resolve("pom.xml")))
                    .map(module -> module.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isShipped(Path pom) {
        try {
            return Files.exists(pom) && Files.readString(pom).contains("<maven.deploy.skip>false</maven.deploy.skip>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> expected() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String module : shipped()) {
            for (String end : Set.of("bom", "gradus").contains(module) ? POM : ARCHIVES) {
                if (module.equals("archetype") && end.equals("-javadoc.jar")) {
                    continue; // it has no classes
                }
                names.add(name(module, end));
            }
        }
        return names;
    }

    private static String artifact(String module) {
        return module.equals("gradus") ? module : "gradus-" + module;
    }

    private static String name(String module, String end) {
        String artifact = artifact(module);
        return "dev/gradus/" + artifact + "/" + VERSION + "/" + artifact + "-" + VERSION + end;
    }

    /** The artifacts of a repository, without checksums and lists of versions, which have the time. */
    private static Map<String, Path> files(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return new TreeMap<>(files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*(\\.md5|\\.sha\\d+|maven-metadata.*)"))
                    .collect(Collectors.toMap(
                            file -> repository.relativize(file).toString().replace(File.separatorChar, '/'),
                            file -> file)));
        }
    }

    private static void checkPom(String pom) {
        assertThat(pom)
                .doesNotContain("${", "<parent>", "<properties>", "SNAPSHOT")
                .contains("<name>", "<description>", "<url>" + OWNER.get("gradus.url") + "</url>")
                .contains("<licenses>", "<developers>", "<scm ")
                .contains(OWNER.values());
    }

    private static Set<String> modulesOf(String bom) {
        Matcher module = Pattern.compile("<artifactId>(?:gradus-)?(\\w+)</artifactId>\\s*<version>"
                        + Pattern.quote(VERSION) + "</version>")
                .matcher(bom.substring(bom.indexOf("<dependencyManagement>")));
        return module.results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** A program that imports the BOM, on the class path and on the module path. */
    private void aUserBuildsWith(Path repository) throws IOException, InterruptedException {
        Path user = Files.createDirectories(folder.resolve("user"));
        Files.writeString(user.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>user</groupId>
                  <artifactId>user</artifactId>
                  <version>1</version>
                  <repositories><repository><id>local</id><url>%s</url></repository></repositories>
                  <dependencyManagement><dependencies><dependency>
                    <groupId>dev.gradus</groupId>
                    <artifactId>gradus-bom</artifactId>
                    <version>%s</version>
                    <type>pom</type>
                    <scope>import</scope>
                  </dependency></dependencies></dependencyManagement>
                  <dependencies>
                    <dependency><groupId>dev.gradus</groupId><artifactId>gradus-explorer</artifactId></dependency>
                    <dependency><groupId>dev.gradus</groupId><artifactId>gradus-csv</artifactId></dependency>
                    <dependency><groupId>dev.gradus</groupId><artifactId>gradus</artifactId><type>pom</type></dependency>
                  </dependencies>
                </project>
                """.formatted(repository.toUri(), VERSION));
        Maven.run(
                user,
                LIMIT,
                0,
                Map.of(),
                "-o",
                "-Daether.offline.protocols=file",
                "org.apache.maven.plugins:maven-dependency-plugin:" + SourceTree.version("maven-dependency-plugin")
                        + ":build-classpath",
                "-Dmdep.outputFile=path.txt",
                "-Dmaven.repo.local=" + folder.resolve("repository-of-the-user"),
                "-Dmaven.repo.local.tail=" + Maven.repository());
        String path = Files.readString(user.resolve("path.txt")).strip();
        assertThat(path).contains("gradus-explorer-" + VERSION + ".jar", "gradus-engine-" + VERSION + ".jar");
        for (String name : List.of("emf.common", "guava")) {
            assertThat(path).contains(SourceTree.first("<" + Pattern.quote(name + ".version") + ">([^<]+)"));
        }
        Path source = Files.createDirectories(user.resolve("user")).resolve("Main.java");
        Files.writeString(source, USER);
        Path onClassPath = user.resolve("classes"), onModulePath = user.resolve("modules");
        compile("-cp", path, "-d", onClassPath.toString(), source.toString());
        assertThat(java("-cp", path + File.pathSeparator + onClassPath, "user.Main"))
                .isEqualTo("6.0 [a, b]truetrue null");
        Path module = Files.writeString(
                user.resolve("module-info.java"),
                "module user { requires dev.gradus.explorer; requires dev.gradus.csv; }");
        compile("-p", path, "-d", onModulePath.toString(), source.toString(), module.toString());
        assertThat(java("-p", path + File.pathSeparator + onModulePath, "-m", "user/user.Main"))
                .isEqualTo("6.0 [a, b]truetrue user");
    }

    private static void compile(String... arguments) {
        int exit = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, arguments);
        assertThat(exit).isZero();
    }

    private static String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Ddev.gradus.kernels=scalar"));
        command.addAll(List.of(arguments));
        Process java = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(printed).isZero();
        return printed;
    }
}
