package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Trace;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The formulas of a graph, read as they are printed, come to the graph's numbers: as text, LaTeX and MathML. */
class PrintedFormulaProperties {
    @Provide
    Arbitrary<NamedGraphs> graphs() {
        return NamedGraphs.all();
    }

    @Property(tries = 15)
    void printedFormulasComeToTheNumbersOfTheTrace(@ForAll("graphs") NamedGraphs graph) {
        assertThat(new PrintedValues(Trace.of(graph.evaluator())).mistakes()).isEmpty();
    }

    @Tag("long")
    @Property(tries = 300)
    void ofManyGraphs(@ForAll("graphs") NamedGraphs graph) {
        printedFormulasComeToTheNumbersOfTheTrace(graph);
    }
}
