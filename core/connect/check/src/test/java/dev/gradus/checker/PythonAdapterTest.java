package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the tests of the Python adapter, with the checker of this build. Skipped where there is no Python with NumPy and
 * pytest, unless -Dgradus.python=required. Those about PyTorch are skipped where there is no PyTorch.
 */
@Tag("long")
class PythonAdapterTest {
    private static final String PYTHON = "/usr/bin/python3";

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
                        .flatMap(name ->
                                Arrays.stream(System.getProperty(name, "").split(File.pathSeparator, -1)))
                        .filter(path -> !path.isEmpty())
                        .map(path -> Path.of(path).toUri().toString())
                        .collect(Collectors.joining(" ")));
        jar = folder.resolve("gradus-check.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"test_adapter.py", "test_checker.py", "test_low_precision.py", "test_mutants.py"})
    void testsOfTheAdapterPass(String file) throws IOException, InterruptedException {
        requires("numpy, pytest");
        passesTests(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test_frameworks.py", "test_torch.py", "test_batches.py"})
    void testsOfPyTorchPass(String file) throws IOException, InterruptedException {
        requires("numpy, pytest, torch");
        passesTests(file);
    }

    private static void passesTests(String file) throws IOException, InterruptedException {
        passes("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/" + file);
    }

    private static void requires(String modules) throws IOException, InterruptedException {
        boolean isThere = Files.isExecutable(Path.of(PYTHON)) && run("-c", "import " + modules).exitCode == 0;
        String otherwise = PYTHON + " with " + modules + " is not there";
        if (!isThere && "required".equals(System.getProperty("gradus.python")) && !modules.contains("torch")) {
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
        // A busy machine neither cuts tries nor ends the search for a likely cause.
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dgradus.seconds=600");
        builder.environment().put("PYTHONPATH", ".");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), printed);
    }
}
