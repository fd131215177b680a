package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Notation.Fragment;
import dev.gradus.node.Op;
import dev.gradus.properties.FunctionTable.Row;
import dev.gradus.properties.FunctionTable.Section;
import dev.gradus.properties.explain.NumpyProgram;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import dev.gradus.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/operations.md is generated from the functions themselves, from the formula that each prints and the rule that each op
 * runs; what they do not know, such as PyTorch's name, stands in their rows in the vocabulary. To write the page anew run this test with
 * {@code -Dgradus.update=true}.
 */
class OperationTableTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/operations.md");

    /** A longer one is no formula to read. */
    private static final int FORMULA = 70;

    @Test
    void thePageSaysWhatTheFunctionsSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/operations.md is stale; run this test with -Dgradus.update=true")
                .isEqualTo(page);
    }

    /** A new function needs a row in the vocabulary; a sample in FunctionSamples only if it is more than elementwise. */
    @Test
    void everyPublicFunctionHasARow() {
        Set<String> listed = new TreeSet<>();
        FunctionTable.rows()
                .forEach(row -> row.names()
                        .forEach(name ->
                                assertThat(listed.add(name)).as(name + " once").isTrue()));
        Set<String> offered = FunctionTable.publicNames();
        assertThat(listed).containsAll(offered);
        offered.addAll(SampleOps.names());
        assertThat(offered).containsAll(listed);
        assertThat(listed).containsAll(FunctionSamples.all().keySet());
    }

    @Test
    void everyOpIsOneOfThem() {
        assertThat(FunctionTable.rows().stream()
                        .flatMap(row -> op(row).stream())
                        .map(Op::name)
                        .collect(Collectors.toSet()))
                .isEqualTo(SampleOps.names());
    }

    @Test
    void anEntryNamesTheOpThatItMakes() {
        assertThat(Vocabulary.ofElements().filter(entry -> !entry.op().isEmpty()))
                .hasSizeGreaterThan(60)
                .allSatisfy(entry -> assertThat(((Op) entry.sample()).name()).isEqualTo(entry.op()));
    }

    @Test
    void atLeast150FunctionsHaveDerivatives() {
        assertThat(FunctionTable.counted()).hasSizeGreaterThanOrEqualTo(150);
    }

    @Test
    void piecewiseConstantFunctionsHaveGradientZero() {
        List<Row> constant = FunctionTable.rows().stream()
                .filter(row -> row.entry().isPiecewiseConstant())
                .toList();
        assertThat(constant).isNotEmpty().allSatisfy(row -> {
            List<Input> inputs = row.sample().inputs();
            Gradients gradients =
                    Gradients.of(row.sample().function().apply(inputs).get(0).sum());
            assertThat(inputs).as(row.name()).noneMatch(gradients::reaches);
        });
    }

    @Test
    void numpyOfCompositionsComesToTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        for (Row row : FunctionTable.rows()) {
            if (!row.numpy().isEmpty()) {
                add(program, row);
            }
        }
        assertThat(program.mistakes(folder)).isEmpty();
    }

    private static void add(NumpyProgram program, Row row) {
        FunctionSample sample = row.sample();
        List<Input> inputs = sample.inputs();
        Random random = new Random(row.name().hashCode());
        Node value = sample.function().apply(inputs).get(0);
        Evaluator evaluator = Evaluator.of(Graph.of(List.of(value)));
        Map<String, Tensor> operands = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            operands.put(inputs.get(i).label(), sample.operands().get(i).draw(random));
            evaluator.feed(inputs.get(i), operands.get(inputs.get(i).label()));
        }
        program.add(operands, row.numpy(), evaluator.value(value));
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # The operations

                %d functions have derivatives of every order. %d of them are calls of one op, with a local backward of its own; %d are
                composed of ops, so that their derivatives follow from the rules of their parts.

                Generated by `OperationTableTest` from the functions themselves: the formula is what each prints, the local backward
                the rule that runs, for the gradient ḡ that arrives; `sumTo` adds up the copies that broadcasting made. The cost
                counts operations of the forward pass. Its gradients take at most five times as many, except for those functions that
                `CostTest` lists with what they take. `FunctionDerivativesTest` compares three derivatives of every function that is
                counted with numerical ones. Each function's Javadoc says more.
                """.formatted(
                        FunctionTable.counted().size(),
                        FunctionTable.counted().stream()
                                .filter(row -> op(row).isPresent())
                                .count(),
                        FunctionTable.counted().stream()
                                .filter(row -> op(row).isEmpty())
                                .count()));
        for (Section section : FunctionTable.sections()) {
            page.append("\n## ")
                    .append(section.title())
                    .append("\n\n")
                    .append(section.remark())
                    .append("\n\n");
            page.append("| function | formula | local backward | cost | domain | kinks | NumPy | PyTorch |\n");
            page.append("|---|---|---|---|---|---|---|---|\n");
            section.rows().forEach(row -> page.append(row(row)));
        }
        return page.toString();
    }

    private static String row(Row row) {
        Optional<Op> op = op(row);
        String calls =
                row.calls().stream().map(call -> code(call.split(" = ", 2)[0])).collect(Collectors.joining("<br>"));
        return "| " + calls + " | " + code(formula(row)) + " | "
                + op.map(OperationTableTest::rules).orElse("–") + " | "
                + row.entry().cost() + " | " + row.entry().domain() + " | "
                + row.entry().kinks() + " | "
                + code(op.map(OperationTableTest::numpy).orElse(row.numpy())) + " | "
                + code(torch(row.entry().torch())) + " |\n";
    }

    private static String formula(Row row) {
        if (!row.entry().formula().isEmpty()) {
            return row.entry().formula();
        }
        String printed = whole(
                        row.sample().function().apply(row.sample().inputs()).get(0))
                .text();
        assertThat(printed.length())
                .as("%s prints %s; give its row in the vocabulary a formula", row.name(), printed)
                .isLessThan(FORMULA);
        return printed;
    }

    private static String torch(String name) {
        return name.isEmpty() || name.startsWith("x[") ? name : "torch." + name;
    }

    /** The op that the function is, if it is one. */
    private static Optional<Op> op(Row row) {
        List<Node> values = row.sample().function().apply(row.sample().inputs());
        return values.size() == 1
                        && values.get(0) instanceof Op op
                        && (row.name().equals(op.name()) || op.inputs().stream().allMatch(Leaf.class::isInstance))
                ? Optional.of(op)
                : Optional.empty();
    }

    private static String rules(Op op) {
        List<String> rules = new ArrayList<>();
        List<Node> gradients = op.gradients(Input.of("ḡ", op.shape()));
        for (int i = 0; i < gradients.size(); i++) {
            if (!(op.input(i) instanceof Constant)) {
                rules.add(code("∂J/∂" + op.input(i).expression() + " = " + rule(gradients.get(i))));
            }
        }
        return String.join("<br>", rules);
    }

    static String numpy(Op op) {
        String numpy = op.notation().numpy();
        for (int i = 0; i < op.inputs().size(); i++) {
            numpy = numpy.replace("{" + i + "}", op.input(i).expression());
        }
        return numpy;
    }

    private static String rule(Node gradient) {
        if (gradient instanceof NoGradient none) {
            return none.reason().map(why -> "undefined: " + why).orElse("0");
        }
        return whole(gradient).text();
    }

    /** The formula without the limit of depth that messages have. */
    private static Fragment whole(Node node) {
        if (node instanceof Op op && op.written() != op) {
            return whole(op.written());
        }
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
