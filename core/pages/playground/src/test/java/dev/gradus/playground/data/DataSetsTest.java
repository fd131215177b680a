package dev.gradus.playground.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The data that the playground has of its own. */
class DataSetsTest {
    @Test
    void theStudentsAreTheLessons() throws IOException {
        Path file = Path.of("../../../examples/src/main/resources/dev/gradus/examples/college_admissions.csv");
        assertThat(CollegeAdmissions.csv().strip().lines())
                .containsExactlyElementsOf(
                        Files.readString(file).strip().lines().toList());
    }

    @Test
    void admissionsAreStandardised() {
        DataSet students = DataSets.of("admissions", 0).orElseThrow();
        assertThat(students.x().shape().sizes()).containsExactly(400, 6);
        double[] sums = new double[6];
        for (int i = 0; i < 2400; i++) {
            sums[i % 6] += students.x().get(i / 6, i % 6);
        }
        assertThat(sums[0]).isCloseTo(0, org.assertj.core.api.Assertions.within(1e-10));
        assertThat(sums[2] + sums[3] + sums[4] + sums[5]).isEqualTo(400);
        assertThat(students.isPlane()).isFalse();
    }

    @Test
    void allHaveOneRowOfYForEachOfX() {
        assertThat(DataSets.all()).hasSize(11).allSatisfy(source -> {
            DataSet data = source.make().apply(3);
            assertThat(data.source()).isEqualTo(source.name());
            if (!data.tensors().isEmpty()) {
                assertThat(data.y().shape().size(0)).isEqualTo(data.rows());
            }
        });
    }

    @Test
    void planesAndFits() {
        assertThat(DataSets.all().stream()
                        .filter(source -> source.make().apply(0).isPlane())
                        .map(DataSets.Source::name))
                .containsExactly("AND", "XOR", "circles", "arms", "spirals");
        assertThat(DataSets.all().stream()
                        .filter(source -> source.make().apply(0).isFit())
                        .map(DataSets.Source::name))
                .containsExactly("line", "wave");
    }

    @Test
    void aSeedGivesTheSamePoints() {
        Tensor x = DataSets.of("circles", 5).orElseThrow().x();
        assertThat(DataSets.of("circles", 5).orElseThrow().x()).isEqualTo(x);
        assertThat(DataSets.of("circles", 6).orElseThrow().x()).isNotEqualTo(x);
    }

    @Test
    void theInnerCircleIsInside() {
        DataSet circles = DataSets.of("circles", 1).orElseThrow();
        for (int i = 0; i < circles.rows(); i++) {
            double radius = Math.hypot(circles.x().get(i, 0), circles.x().get(i, 1));
            assertThat(radius < 0.62).isEqualTo(circles.y().get(i, 0) == 1);
        }
    }
}
