package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Notation.Fragment;
import dev.gradus.node.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * docs/operations.md is generated from the ops themselves, from the formula that each prints and the rule that each runs;
 * what they do not know, such as PyTorch's name, stands in operations.txt. To write the page anew run this test with
 * {@code -Dgradus.update=true}.
 */
class OperationTableTest {
    private static final Path PAGE = Path.of("../../docs/operations.md");
    private static final Path FACTS = Path.of("src/test/resources/dev/gradus/properties/operations.txt");

    @Test
    void thePageSaysWhatTheOpsSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/operations.md is stale; run this test with -Dgradus.update=true")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        Map<String, String[]> facts = facts();
        assertThat(facts.keySet()).isEqualTo(SampleOps.names());
        StringBuilder page = new StringBuilder("""
                # The operations

                Generated from the ops by `OperationTableTest`. The local backward is the rule that runs, for the gradient ḡ that
                arrives at the op; `sumTo` adds up the copies that broadcasting made. Each class's Javadoc says more.

                | class | formula | local backward | domain | kinks | NumPy | PyTorch |
                |---|---|---|---|---|---|---|
                """);
        facts.forEach((name, fact) -> page.append(row(SampleOps.of(name), fact)));
        return page.toString();
    }

    private static Map<String, String[]> facts() throws IOException {
        Map<String, String[]> facts = new TreeMap<>();
        for (String line : Files.readAllLines(FACTS)) {
            String[] fields = line.split(" *\\| *", -1);
            facts.put(fields[0], fields);
        }
        return facts;
    }

    private static String row(Op op, String[] fact) {
        List<String> rules = new ArrayList<>();
        List<Node> gradients = op.gradients(Input.of("ḡ", op.shape()));
        for (int i = 0; i < gradients.size(); i++) {
            rules.add("∂J/∂" + op.input(i).expression() + " = " + rule(gradients.get(i)));
        }
        String numpy = op.notation().numpy();
        for (int i = 0; i < op.inputs().size(); i++) {
            numpy = numpy.replace("{" + i + "}", op.input(i).expression());
        }
        return "| `" + op.name() + "` | " + code(op.expression()) + " | "
                + String.join(
                        "<br>", rules.stream().map(OperationTableTest::code).toList()) + " | " + fact[1] + " | "
                + fact[2] + " | " + code(numpy) + " | " + code(fact[3]) + " |\n";
    }

    private static String rule(Node gradient) {
        if (gradient instanceof NoGradient none) {
            return none.reason().map(why -> "undefined: " + why).orElse("0");
        }
        return whole(gradient).text();
    }

    /** The formula without the limit of depth that messages have. */
    private static Fragment whole(Node node) {
        return node.isNamed() || node instanceof Constant || !(node instanceof Op op)
                ? Fragment.atom(node.expression())
                : op.notation()
                        .text(op.inputs().stream()
                                .map(OperationTableTest::whole)
                                .toList());
    }

    private static String code(String text) {
        return text.isEmpty() ? "–" : "`" + text.replace("|", "\\|") + "`";
    }
}
