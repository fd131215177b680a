package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;
import dev.gradus.playground.language.Program;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import net.jqwik.engine.JqwikTestEngine;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.TestAbortedException;

/** All other tests run on the class path; here a user's module holds a contract and is tested on the module path. */
class ModulePathTest {
    private static final String MODULE = """
            module user.ops {
                requires dev.gradus.testkit;
                requires org.junit.platform.launcher;
                opens user.ops;
            }
            """;
    private static final String CONTRACT = """
            package user.ops;

            import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

            import dev.gradus.node.Square;
            import dev.gradus.testkit.*;
            import org.junit.platform.launcher.core.*;
            import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

            public class SquareProperties implements OpContract {
                @Override public OpSpec spec() {
                    return OpSpec.unary(Square::new)
                            .input("x", anyShape(), Values.between(-1e150, 1e150))
                            .reference(x -> x * x);
                }

                public static void main(String[] args) {
                    var listener = new SummaryGeneratingListener();
                    LauncherFactory.create().execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(SquareProperties.class))
                                    .configurationParameter("jqwik.tries.default", "1")
                                    .configurationParameter("jqwik.database", "")
                                    .configurationParameter("jqwik.reporting.onlyfailures", "true")
                                    .build(),
                            listener);
                    var summary = listener.getSummary();
                    System.out.print(SquareProperties.class.getModule() + ": " + summary.getTestsSucceededCount()
                            + " passed, " + summary.getTestsFailedCount() + " failed");
                }
            }
            """;

    @Test
    void aUsersModuleHoldsAContract(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("user/ops/SquareProperties.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, CONTRACT);
        Path module = Files.writeString(folder.resolve("module-info.java"), MODULE);
        String modules = String.join(
                File.pathSeparator,
                Stream.of(
                                Kernels.class,
                                Node.class,
                                Program.class,
                                OpContract.class,
                                Property.class,
                                JqwikTestEngine.class,
                                API.class,
                                TestAbortedException.class,
                                ReflectionSupport.class,
                                TestEngine.class,
                                Launcher.class)
                        .map(ModulePathTest::location)
                        .toList());
        Path out = folder.resolve("out");
        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-p", modules, "-d", out.toString(), module.toString(), source.toString());
        assertThat(compiled).isZero();

        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-p",
                modules + File.pathSeparator + out,
                "--add-modules",
                "net.jqwik.engine",
                "-m",
                "user.ops/user.ops.SquareProperties"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        int applying = Law.values().length - 2; // neither kinks nor third derivatives
        assertThat(output).isEqualTo("module user.ops: " + applying + " passed, 0 failed");
    }

    /** The folder or archive that a class came from. */
    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
