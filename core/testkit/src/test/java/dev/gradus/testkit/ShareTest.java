package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.law.Share;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void theFirstTryAndSomeOfTheOthersAreMade() {
        Share share = new Share(5, 3);
        assertThat(IntStream.range(0, 100).filter(share::includes)).containsExactly(0, 5, 10);
        assertThat(IntStream.of(0, 10, 14, 15, 16).filter(share::isOverAt)).containsExactly(15, 16);
    }

    @Test
    void aLawWithAllTriesIsNeverOver() {
        assertThat(IntStream.of(0, 1, 1_000_000)).allMatch(Share.ALL::includes).noneMatch(Share.ALL::isOverAt);
    }

    @Test
    void everyLawIsTried() {
        SpecData op = OpSpec.unary(Softplus::new).data();
        SpecData model = ModelSpec.of(in -> in.get(0)).asOp().data();
        assertThat(Stream.of(op, model)
                        .flatMap(spec -> Arrays.stream(Law.values())
                                .map(law -> law.rule(spec).share())))
                .allMatch(share -> share.includes(0));
    }

    @Test
    void aBudgetCountsTheTriesThatAreMade() {
        Budget budget = Budget.unlimited(new Share(2, 2));
        assertThat(IntStream.range(0, 5).mapToObj(i -> budget.next()))
                .containsExactly(
                        Budget.Try.MADE, Budget.Try.SKIPPED, Budget.Try.MADE, Budget.Try.SKIPPED, Budget.Try.NONE_LEFT);
        assertThat(budget.tries()).isEqualTo(2);
    }
}
