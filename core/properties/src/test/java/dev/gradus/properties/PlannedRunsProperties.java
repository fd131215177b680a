package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.testkit.RandomGraph;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A planned run of any graph, of any ops, gives the bits of the plain evaluator. */
class PlannedRunsProperties {
    @Property
    void valuesAndGradientsAreTheSameBits(@ForAll RandomGraph random) {
        Run run = random.run();
        Evaluator plain = random.evaluator();
        Node objective = random.objective();
        run.forward();
        assertThat(run.value(objective)).isEqualTo(plain.value(objective));
        if (!run.graph().parameters().isEmpty()) {
            run.backward();
            for (Parameter parameter : run.graph().parameters()) {
                assertThat(run.gradient(parameter)).isEqualTo(plain.gradient(parameter));
            }
        }
    }
}
