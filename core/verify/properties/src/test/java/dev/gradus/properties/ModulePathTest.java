package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.TraceJson;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;
import dev.gradus.train.GradientDescent;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All other tests run on the class path; this one compiles and runs a user's module that requires Gradus's modules. */
class ModulePathTest {
    private static final String MODULE =
            "module user.program { requires dev.gradus.train; requires dev.gradus.explain; }";
    private static final String PROGRAM = """
            package user.program;

            import dev.gradus.explain.TraceJson;
            import dev.gradus.graph.Graph;
            import dev.gradus.node.*;
            import dev.gradus.run.Run;
            import dev.gradus.run.Trace;
            import dev.gradus.tensor.Tensor;
            import dev.gradus.train.GradientDescent;
            import java.util.List;

            public class Main {
                static class Cube extends UnaryOp {
                    private record Power(int exponent) {}

                    Cube(Node x) { super(x); }
                    @Override public Record attributes() { return new Power(3); }
                    @Override public double apply(double x) { return x * x * x; }
                    @Override public List<Node> backward(Node upstream) {
                        return List.of(upstream.multiply(x().multiply(x()).multiply(3)));
                    }
                    @Override public Cube withInputs(List<Node> inputs) { return new Cube(inputs.get(0)); }
                }

                public static void main(String[] args) {
                    Parameter w = Parameter.of("w", Tensor.scalar(2));
                    Run run = Run.of(Graph.of(w.then(Cube::new)));
                    System.out.print(run.forward());
                    run.backward();
                    System.out.print(" " + run.gradient(w).item() + " " + Main.class.getModule());
                    String json = TraceJson.of(Trace.of(run));
                    int attributes = json.indexOf("attributes");
                    System.out.print(" " + json.substring(attributes, json.indexOf(']', attributes) + 2));
                    GradientDescent.of(0.125).step(run);
                    System.out.print(" " + run.forward());
                }
            }
            """;

    private static final String RECORD = """
            package user.program;

            import dev.gradus.run.Parameters;

            public class Main {
                record Line(double slope, double intercept) {}

                public static void main(String[] args) {
                    try {
                        System.out.print(Parameters.ofRecord(new Line(2, 3)).get(Line.class));
                    } catch (IllegalArgumentException e) {
                        System.out.print(e.getMessage());
                    }
                }
            }
            """;

    @Test
    void aUsersModuleCompilesAndRuns(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(printed(folder, MODULE, PROGRAM))
                .isEqualTo("8.0 12.0 module user.program attributes\":\"Power[exponent=3]\" 0.125");
    }

    @Test
    void recordsOfAUsersModuleAreInAnOpenPackage(@TempDir Path closed, @TempDir Path open)
            throws IOException, InterruptedException {
        assertThat(printed(closed, MODULE, RECORD))
                .isEqualTo(
                        "The component slope of user.program.Main$Line cannot be read; add 'opens user.program;' to the"
                                + " module-info.java of the module user.program.");
        assertThat(printed(open, MODULE.replace("}", "opens user.program; }"), RECORD))
                .isEqualTo("Line[slope=2.0, intercept=3.0]");
    }

    /** What a user's program prints that is compiled and run as a module. */
    private static String printed(Path folder, String description, String program)
            throws IOException, InterruptedException {
        Path source = folder.resolve("user/program/Main.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, program);
        Path module = Files.writeString(folder.resolve("module-info.java"), description);
        String library = Stream.of(Kernels.class, Node.class, GradientDescent.class, TraceJson.class)
                .map(ModulePathTest::location)
                .collect(Collectors.joining(File.pathSeparator));
        Path classes = folder.resolve("classes");

        StringWriter messages = new StringWriter();
        PrintWriter log = new PrintWriter(messages);
        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(log, log, "-p", library, "-d", classes.toString(), module.toString(), source.toString());
        assertThat(compiled).as(messages.toString()).isZero();

        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Ddev.gradus.kernels=scalar", // so that nothing is logged
                        "-p",
                        library + File.pathSeparator + classes,
                        "-m",
                        "user.program/user.program.Main"))
                .redirectError(ProcessBuilder.Redirect.INHERIT) // it says that there are no vectors
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(printed).isZero();
        return printed;
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
