package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import dev.gradus.testkit.BrokenLawsError;
import dev.gradus.testkit.Dims;
import dev.gradus.testkit.Laws;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow of the archetype: its script turns broken laws into annotations of a pull request. */
class AnnotationsTest {
    private static final String WORKFLOW =
            "core/release/archetype/src/main/resources/archetype-resources/.github/workflows/laws.yml";

    private static final Pattern SCRIPT = Pattern.compile("(?ms)^        shell: python\\R        run: \\|\\R(.*)");

    /** The rule lacks the factor 2. */
    static final class Twice extends UnaryOp {
        Twice(Node x) {
            super(x, Twice::new);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(1)); // the line of the annotation
        }
    }

    @Test
    @Tag("long")
    void theWorkflowMarksTheLineOfTheRule(@TempDir Path folder) throws IOException {
        assumeTrue(PythonBlocks.isThere(), "python3 with numpy is not installed");
        OpSpec spec = OpSpec.unary(Twice::new)
                .input("x", Dims.dims("n"), Values.between(-1e100, 1e100))
                .reference(x -> 2 * x);
        BrokenLawsError broken = catchThrowableOfType(BrokenLawsError.class, () -> Laws.check(spec, 1, 20));
        Path target = Files.createDirectories(folder.resolve("ops/target"));
        Files.writeString(target.resolve("broken-laws.json"), broken.toJson());

        Matcher script = SCRIPT.matcher(Files.readString(SourceTree.ROOT.resolve(WORKFLOW)));
        assertThat(script.find()).isTrue();
        String printed = PythonBlocks.printed("import os\nos.chdir(" + quoted(folder) + ")\n"
                + script.group(1).stripTrailing().stripIndent());
        String source = "examples/src/test/java/dev/gradus/examples/AnnotationsTest.java";
        List<String> lines = Files.readAllLines(SourceTree.ROOT.resolve(source));
        int line = 1 + lines.indexOf("            return List.of(upstream.multiply(1)); // the line of the annotation");
        assertThat(printed.lines())
                .hasSizeGreaterThan(2)
                .allMatch(annotation -> annotation.startsWith("::error title=Twice breaks the law%3A "))
                .first()
                .asString()
                .startsWith(
                        "::error title=Twice breaks the law%3A the gradient equals the numerical one.,file=" + source
                                + ",line=" + line + "::Twice breaks the law: the gradient equals the numerical one.%0A"
                                + "The gradient ∂J/∂x[0] is wrong.%0A  backward ")
                .contains("%0A  likely cause  for x ");
    }

    private static String quoted(Path folder) {
        return "'" + folder.toString().replace("\\", "\\\\") + "'";
    }
}
