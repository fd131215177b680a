package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how training is displayed: rows, logs, histograms and the page. */
class WatchingTest {
    @TempDir
    private Path folder;

    private static Epoch epoch(int number, double loss) {
        Map<String, Tensor> metrics = new TreeMap<>(Map.of("accuracy, %", Tensor.scalar(12.5)));
        metrics.put("matrix", Tensor.ones(2, 2));
        Histogram values = Histogram.of(new double[] {1, 2, 2, 5}, 2), gradient = Histogram.of(new double[4], 2);
        return new Epoch(
                number,
                new Means(loss, metrics),
                Optional.of(new Means(0.25, Map.of("AUC", Tensor.scalar(0.75)))),
                List.of(new ParameterStatistics("W<1>", 6, 0.5, 3, values, gradient)));
    }

    @Test
    void anEpochPrintsAsARow() {
        assertThat(epoch(7, 0.1))
                .hasToString("epoch    7  loss 0.100000    accuracy, % 12.50      validation 0.250000    AUC 0.7500");
        assertThat(new Epoch(1, Means.ofLoss(2), Optional.empty(), List.of())).hasToString("epoch    1  loss 2.00000");
    }

    @Test
    void meansPrintWithAllDigits() {
        assertThat(epoch(1, 1.0 / 3).training()).hasToString("loss 0.3333333333333333, accuracy, % 12.5");
    }

    @Property
    void aHistogramCountsEachFiniteNumberInItsInterval(
            @ForAll List<Double> numbers, @ForAll @IntRange(min = 1, max = 50) int intervals) {
        Histogram histogram =
                Histogram.of(numbers.stream().mapToDouble(each -> each).toArray(), intervals);
        List<Double> finite = numbers.stream().filter(Double::isFinite).toList();
        assertThat(histogram.counts()).hasSize(intervals);
        assertThat(histogram.counts().stream().mapToInt(each -> each).sum()).isEqualTo(finite.size());
        for (int i = 0; i < intervals && histogram.low() < histogram.high(); i++) {
            double from = histogram.edge(i), to = i == intervals - 1 ? Double.POSITIVE_INFINITY : histogram.edge(i + 1);
            assertThat(histogram.counts().get(i)).isEqualTo((int)
                    finite.stream().filter(each -> from <= each && each < to).count());
        }
        assertThat(histogram.edge(0) == histogram.low()).isTrue();
        assertThat(histogram.edge(intervals) == histogram.high()).isTrue();
        assertThat(finite).allMatch(each -> histogram.low() <= each && each <= histogram.high());
        if (histogram.high() - histogram.low() > 1e-300) {
            assertThat(histogram.counts().get(0)).isPositive();
            assertThat(histogram.counts().get(intervals - 1)).isPositive();
        }
    }

    /** 0.3 / (1.0 / 10) is below 3. */
    @Test
    void aNumberAtAnEdgeBelongsToTheIntervalThatBeginsThere() {
        assertThat(Histogram.of(new double[] {0, 0.3, 0.6, 0.7, 1}, 10))
                .isEqualTo(new Histogram(0, 1, List.of(1, 0, 0, 1, 0, 0, 1, 1, 0, 1)));
    }

    @Test
    void notFiniteNumbersAreLeftOut() {
        assertThat(Histogram.of(new double[] {Double.NaN, 1, Double.POSITIVE_INFINITY}, 2))
                .isEqualTo(new Histogram(1, 1, List.of(1, 0)));
        assertThatThrownBy(() -> Histogram.of(new double[1], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Histogram: there must be at least one interval, not 0");
    }

    @Test
    void theLogIsOneLineAnEpoch() {
        Path file = folder.resolve("training.csv");
        CsvLog.to(file).accept(epoch(1, 0.1));
        CsvLog.to(file).accept(epoch(2, 1.0 / 3));
        assertThat(file).hasContent("""
                epoch,loss,"accuracy, %",validation loss,validation AUC,norm of W<1>,change of W<1>,gradient norm of W<1>
                1,0.1,12.5,0.25,0.75,6.0,0.5,3.0
                2,0.3333333333333333,12.5,0.25,0.75,6.0,0.5,3.0
                """);
        Epoch other = new Epoch(3, Means.ofLoss(1), Optional.empty(), List.of());
        assertThatThrownBy(() -> CsvLog.to(file).accept(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CsvLog: " + file
                        + " does not begin with the columns of this epoch, epoch,loss; log to another file");
    }

    @Test
    void histogramsAreALineForEachInterval() {
        Path file = folder.resolve("histograms.csv");
        CsvLog.histogramsTo(file).accept(epoch(1, 0.1));
        assertThat(file).hasContent("""
                epoch,parameter,of,from,to,count
                1,W<1>,value,1.0,3.0,3
                1,W<1>,value,3.0,5.0,1
                1,W<1>,gradient,0.0,0.0,4
                1,W<1>,gradient,0.0,0.0,0
                """);
    }

    @Test
    void thePageIsWholeAndShowsAll() throws IOException {
        Path file = folder.resolve("training.html");
        LivePage page = LivePage.to(file, "<Two>");
        page.accept(epoch(1, 0.5));
        page.accept(epoch(2, Double.NaN));
        page.accept(epoch(3, 0.25));
        String html = Files.readString(file);
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("<title>&lt;Two&gt;, after epoch 3</title>", "<p>after epoch 3</p>")
                .contains("aria-label=\"loss by epoch; training now 0.25; validation now 0.25\"")
                .contains("aria-label=\"AUC by epoch; validation now 0.75\"")
                .contains("<h3>W&lt;1&gt;</h3><p class=\"soft\">norm 6, changed by 0.5 in the last epoch</p>")
                .contains("norm of the gradient of W&lt;1&gt; by epoch; now 3")
                .contains("<b>values</b> from 1 to 5", "<b>gradient</b> from 0 to 0")
                .doesNotContain("NaN", "matrix", "http://", "https://", "src=", "$");
        Matcher curve = Pattern.compile("<path class=\"a\" d=\"(M[^\"]+)\"").matcher(html);
        assertThat(curve.find()).isTrue();
        assertThat(curve.group(1)).as("a gap").matches("M[^ML]+M[^ML]+");
    }

    @Test
    void numbersHaveFourDigits() {
        assertThat(List.of(0.0, 1.0, -0.25, 123456.0, 2e6, 1e-3, 0.00012344, 5e-6, -1e300, Double.MIN_VALUE))
                .map(Chart::number)
                .containsExactly(
                        "0", "1", "−0.25", "123500", "2E6", "0.001", "1.234E−4", "5E−6", "−1E300", "4.941E−324");
    }

    /** The page and the time to write it are bounded, however long the training. */
    @Test
    void longCurvesAreThinned() throws IOException {
        List<Integer> epochs = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int i = 1; i <= 100_000; i++) {
            epochs.add(i);
            losses.add(1.0 / i);
        }
        assertThat(Chart.curves("loss", epochs, List.of(losses))).hasSizeLessThan(20_000);
    }

    @Property
    void chartsTakeAnyNumbers(@ForAll List<Double> numbers) {
        List<Integer> epochs = new ArrayList<>(List.of(1));
        List<Double> curve = new ArrayList<>(List.of(1.0));
        for (double number : numbers) {
            epochs.add(epochs.size() + 1);
            curve.add(number);
        }
        String drawn = Chart.curves("any", epochs, List.of(curve))
                + Chart.bars(
                        "any",
                        Histogram.of(numbers.stream().mapToDouble(each -> each).toArray(), 9));
        assertThat(drawn).doesNotContain("NaN", "Infinity");
        Matcher number = Pattern.compile(" (?:x|y|cx|cy)=\"([^\"]+)\"").matcher(drawn);
        while (number.find()) {
            assertThat(Double.parseDouble(number.group(1))).isBetween(0.0, 480.0);
        }
    }
}
