package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * ESLint and the TypeScript compiler find nothing wrong with the page's modules, and Prettier has formatted them. {@code
 * src/test/node} has the settings and versions. Skipped where npm or a tool is missing, unless -Dgradus.node=required.
 */
@Tag("long")
class ModulesLintTest {
    private static final Path SETTINGS = Path.of("src/test/node");

    private static final Path INSTALLED = Path.of("target/node").toAbsolutePath();

    /** Files that npm and ESLint read in the folder in which the tools are installed. */
    private static final List<String> COPIED = List.of("package.json", "package-lock.json", "eslint.config.js");

    private static final int MOST_SECONDS = 300;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        String lock = Files.readString(SETTINGS.resolve("package-lock.json"));
        Path installedLock = INSTALLED.resolve("installed-lock.json");
        for (String name : COPIED) {
            Files.copy(SETTINGS.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(installedLock) && Files.readString(installedLock).equals(lock)) {
            return;
        }
        String npm = program("npm");
        if (npm.isEmpty()) {
            skip("npm is not on the PATH");
        }
        Result result = run(INSTALLED, npm, "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
        if (result.code() != 0) {
            skip("npm ci failed: " + result.output());
        }
        Files.writeString(installedLock, lock);
    }

    @Test
    void eslintFindsNothing() throws IOException, InterruptedException {
        Path modules = Path.of("..").toAbsolutePath().normalize();
        assertClean(run(
                modules,
                tool("eslint/bin/eslint.js"),
                "--config",
                INSTALLED.resolve("eslint.config.js").toString(),
                "playground/" + ModulesTest.PLAYGROUND,
                modules.relativize(ModulesTest.EXPLORER.toAbsolutePath().normalize())
                        .toString()));
    }

    /** {@code prettier --write} with the same settings formats them. */
    @Test
    void modulesAreFormatted() throws IOException, InterruptedException {
        assertClean(run(
                Path.of("").toAbsolutePath(),
                tool("prettier/bin/prettier.cjs"),
                "--check",
                "--log-level",
                "warn",
                "--config",
                SETTINGS.resolve(".prettierrc.json").toString(),
                ModulesTest.PLAYGROUND.resolve("*.js").toString(),
                ModulesTest.EXPLORER.resolve("*.js").toString(),
                SETTINGS.resolve("*.js").toString()));
    }

    @Test
    void typesFit() throws IOException, InterruptedException {
        assertClean(run(
                Path.of("").toAbsolutePath(),
                tool("typescript/bin/tsc"),
                "--pretty",
                "false",
                "--project",
                SETTINGS.toString()));
    }

    private record Result(int code, String output) {}

    private static void assertClean(Result result) {
        assertThat(result.output()).isEmpty();
        assertThat(result.code()).isZero();
    }

    private static String tool(String script) {
        return INSTALLED.resolve("node_modules").resolve(script).toString();
    }

    private static Result run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("modules", ".txt");
        boolean isScript = !command[0].endsWith("npm");
        List<String> words = isScript
                ? Stream.concat(Stream.of(program("node")), Stream.of(command)).toList()
                : List.of(command);
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Result(-1, String.join(" ", command) + " took more than " + MOST_SECONDS + " seconds");
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Result(process.exitValue(), text);
    }

    private static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse("");
    }

    private static void skip(String why) {
        if ("required".equals(System.getProperty("gradus.node"))) {
            fail("-Dgradus.node=required, but " + why);
        }
        abort("The page's modules are not linted: " + why);
    }
}
