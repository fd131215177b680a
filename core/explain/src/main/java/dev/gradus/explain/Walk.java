package dev.gradus.explain;

import dev.gradus.node.Node;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prints a trace in a terminal, step by step. Each step has its equation and the values of its operands and result, side by
 * side.
 *
 * <pre>{@code
 * Walk.of(trace).print(System.out);                  // all at once
 * Walk.of(trace).step(System.in, System.out);        // one step per key, q ends
 * }</pre>
 *
 * <p>Colors are used on a terminal unless the environment sets NO_COLOR; {@link #colored} overrides this.
 */
public final class Walk {
    private final Trace trace;
    private final Explanation explanation;
    private final boolean color;

    private Walk(Trace trace, Explanation explanation, boolean color) {
        this.trace = trace;
        this.explanation = explanation;
        this.color = color;
    }

    /** Creates a walk through these steps. */
    public static Walk of(Trace trace) {
        boolean terminal = isTerminal() && !"dumb".equals(System.getenv("TERM"));
        boolean unwanted =
                !Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
        return new Walk(trace, Explanation.of(trace), terminal && !unwanted);
    }

    /** From Java 22 on, a console need not be a terminal; it has a method, missing in Java 17, that says whether it is. */
    private static boolean isTerminal() {
        Optional<Console> console = Optional.ofNullable(System.console());
        try {
            return console.isPresent()
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console.get());
        } catch (ReflectiveOperationException olderJava) {
            return console.isPresent();
        }
    }

    /** Returns the same walk with or without colors. */
    public Walk colored(boolean wanted) {
        return new Walk(trace, explanation, wanted);
    }

    /** Prints all steps. */
    public void print(PrintStream out) {
        for (int i = 0; i < trace.steps().size(); i++) {
            out.print(page(i));
        }
    }

    /**
     * Prints one step for each line of input, until the steps or the lines end or a line begins with q.
     *
     * @throws IOException if the input cannot be read
     */
    public void step(InputStream keys, PrintStream out) throws IOException {
        for (int i = 0; i < trace.steps().size(); i++) {
            out.print(page(i));
            out.flush();
            int key = keys.read();
            if (key < 0 || key == 'q') {
                return;
            }
            while (key >= 0 && key != '\n') {
                key = keys.read();
            }
        }
    }

    private String page(int number) {
        Step step = trace.steps().get(number);
        Ansi ink = new Ansi(color, step.phase() != Phase.FORWARD && step.phase() != Phase.UPDATE);
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong((number + 1) + "/" + trace.steps().size() + "  " + title(step)) + marks(step, ink));
        lines.add("  " + explanation.equation(step).formula().text());
        lines.addAll(
                SideBySide.row(panels(step)).stream().map(line -> "  " + line).toList());
        return String.join("\n", lines) + "\n\n";
    }

    private static String title(Step step) {
        String rule = step.rule().map(op -> ": " + op.name()).orElse("");
        return switch (step.phase()) {
            case FORWARD -> "forward" + rule;
            case SEED -> "seed";
            case CONTRIBUTION -> "backward" + rule;
            case FOLD -> "fold of the broadcast" + rule;
            case ACCUMULATION -> "fan-out: the contributions are added";
            case UPDATE -> "update";
        };
    }

    private static String marks(Step step, Ansi ink) {
        StringBuilder marks = new StringBuilder();
        step.check()
                .ifPresent(check -> marks.append(
                        switch (check.verdict()) {
                            case PASS -> "  ✓ checked";
                            case WRONG -> ink.bad("  ✗ wrong");
                            case AT_KINK -> "  ◇ at a kink";
                            case INCONCLUSIVE -> "  ? inconclusive";
                        }));
        marks.append(step.flags().contains(Flag.NON_FINITE) ? ink.bad("  ∞ not finite") : "");
        marks.append(step.flags().contains(Flag.SATURATED) ? "  saturated" : "");
        marks.append(step.flags().contains(Flag.BROADCAST) ? "  broadcast" : "");
        return marks.toString();
    }

    private List<SideBySide.Panel> panels(Step step) {
        List<SideBySide.Panel> panels = new ArrayList<>();
        for (Node operand : step.operands()) {
            if (trace.has(operand)) {
                panels.add(panel(explanation.symbol(operand), trace.value(operand)));
            }
        }
        explanation.localFactor(step).filter(trace::has).ifPresent(factor -> {
            panels.add(SideBySide.sign("with"));
            panels.add(panel(explanation.symbol(factor), trace.value(factor)));
        });
        panels.add(SideBySide.sign("→"));
        panels.add(panel(explanation.subject(step), step.value()));
        return panels;
    }

    private static SideBySide.Panel panel(Formula name, Tensor value) {
        return SideBySide.panel(name.text() + " " + ShapeText.sizes(value.shape()), value);
    }
}
