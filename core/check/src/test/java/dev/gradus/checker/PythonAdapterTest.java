package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.testkit.Law;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests of the Python adapter, with the checker of this build. Skipped where there is no Python with NumPy and
 * pytest, unless -Dgradus.python=required.
 */
class PythonAdapterTest {
    private static final String PYTHON = "/usr/bin/python3";

    /** Laws about what only ops in Java have. */
    private static final Set<Law> ONLY_IN_JAVA =
            EnumSet.of(Law.IDENTITY, Law.NOTATION, Law.DEPENDENCE, Law.RUN, Law.THIRD_ORDER);

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void makeAJarThatRefersToThisClassPath() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "dev.gradus.checker.Main");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of("java.class.path", "jdk.module.path")
                        .flatMap(name -> Arrays.stream(System.getProperty(name, "").split(File.pathSeparator, -1)))
                        .filter(path -> !path.isEmpty())
                        .map(path -> Path.of(path).toUri().toString())
                        .collect(Collectors.joining(" ")));
        jar = folder.resolve("gradus-check.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @Test
    void theAdapterKnowsTheLaws() throws IOException, InterruptedException {
        requires("numpy");
        String printed = passes("-c", "import gradus_check\nfor law in gradus_check.LAWS.items(): print(*law, sep=': ')");
        assertThat(printed.lines())
                .containsExactlyElementsOf(Arrays.stream(Law.values())
                        .filter(law -> !ONLY_IN_JAVA.contains(law))
                        .map(law -> law.name() + ": " + law.sentence())
                        .toList());
    }

    @Test
    @Tag("long")
    void theTestsOfTheAdapterPass() throws IOException, InterruptedException {
        requires("numpy, pytest");
        passesTests("test_adapter.py");
        passesTests("test_frameworks.py");
    }

    @Test
    @Tag("long")
    void mutantsAreFoundByTheLawsThatFindTheirTwinsInJava() throws IOException, InterruptedException {
        requires("numpy, pytest");
        passesTests("test_mutants.py");
    }

    @Test
    @Tag("long")
    void functionsOfPyTorchAreNotAccused() throws IOException, InterruptedException {
        requires("numpy, pytest, torch");
        passesTests("test_torch.py");
    }

    private static void passesTests(String file) throws IOException, InterruptedException {
        passes("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/" + file);
    }

    private static void requires(String modules) throws IOException, InterruptedException {
        boolean isThere = Files.isExecutable(Path.of(PYTHON)) && run("-c", "import " + modules).exitCode == 0;
        String otherwise = PYTHON + " with " + modules + " is not there";
        if (!isThere && "required".equals(System.getProperty("gradus.python"))) {
            fail("-Dgradus.python=required, but " + otherwise);
        }
        assumeTrue(isThere, otherwise);
    }

    private record Result(int exitCode, String printed) {}

    private static String passes(String... arguments) throws IOException, InterruptedException {
        Result result = run(arguments);
        assertThat(result.exitCode).as(result.printed).isZero();
        return result.printed;
    }

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-B"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("adapters/python").toFile())
                .redirectErrorStream(true);
        builder.environment().put("GRADUS_CHECK_JAR", jar.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PYTHONPATH", ".");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), printed);
    }
}
