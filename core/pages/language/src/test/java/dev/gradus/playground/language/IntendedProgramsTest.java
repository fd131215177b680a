package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A remedy does not change what was meant: of programs with one mistake, the first remedy restores J, or there is none. */
class IntendedProgramsTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/dev/gradus/playground/language/one-mistake.txt");

    private static final Map<String, Tensor> DATA = Map.of(
            "x",
            Tensor.generate(Shape.of(12, 2), i -> Math.sin(i * 1.7) + 0.1 * i % 0.7)
                    .named("n_batch", "n_in"),
            "y",
            Tensor.generate(Shape.of(12, 1), i -> i % 3 == 0 ? 1 : 0).named("n_batch", "n_out"));

    private static OptionalDouble loss(String text) {
        Program program = Program.withoutRemedies(text, DATA, 0);
        Optional<Node> objective =
                program.objective().filter(node -> program.problem().isEmpty());
        if (objective.isEmpty()) {
            return OptionalDouble.empty();
        }
        Evaluator evaluator = Evaluator.of(Graph.of(objective.get()));
        evaluator.graph().inputs().forEach(input -> evaluator.feed(input, DATA.get(input.label())));
        return OptionalDouble.of(evaluator.value(objective.get()).item());
    }

    @Test
    void theFirstRemedyRestoresTheLoss() throws IOException {
        String[] blocks = Files.readString(PROGRAMS).split("\n---\n");
        List<String> wrong = new ArrayList<>();
        List<String> none = new ArrayList<>();
        int right = 0;
        for (int i = 1; i < blocks.length; i++) {
            String[] parts = blocks[i].split("\n-->\n");
            Optional<Problem> mistake = Program.read(parts[0], DATA, 0).problem();
            if (mistake.isEmpty()) {
                wrong.add("no mistake in " + parts[0]);
                continue;
            }
            Problem problem = mistake.get();
            OptionalDouble intended = loss(parts[1].strip());
            assertThat(intended).as(parts[1]).isPresent();
            Optional<Remedy> first = problem.remedy();
            String story = parts[0] + "\n  " + problem.sentence() + " " + problem.remedies();
            if (first.isEmpty()) {
                none.add(story);
            } else if (loss(first.get().mend(parts[0])).equals(intended)) {
                right++;
            } else {
                wrong.add(story + "\n  => " + first.get().mend(parts[0]));
            }
            assertThat(problem.remedies().stream().map(Remedy::label)).as(story).doesNotHaveDuplicates();
        }
        assertThat(wrong).isEmpty();
        assertThat(right)
                .as(right + " right, without remedy: " + String.join("\n\n", none))
                .isGreaterThanOrEqualTo(70);
        assertThat(blocks).hasSizeGreaterThan(60);
    }
}
