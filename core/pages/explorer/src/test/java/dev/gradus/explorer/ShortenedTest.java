package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortenedTest {
    @Test
    void aScriptLosesCommentsIndentsAndSpacesBesideSigns() {
        assertThat(Shortened.script("""
                        // what it does
                        function f(a, b = 2) {
                          /* how
                             it does it */
                          return a === b ? [a + b, a * b] : -a - b;
                        }""")).isEqualTo("function f(a,b=2){\nreturn a===b?[a+b,a*b]:-a-b;\n}\n");
    }

    @Test
    void signsThatWouldMakeAnotherOneStayApart() {
        assertThat(Shortened.script("a + +b; a - -b; i++ + j; i-- - j; a ** b; x in y; typeof x"))
                .isEqualTo("a + +b;a - -b;i++ + j;i-- - j;a ** b;x in y;typeof x\n");
    }

    @Test
    void textStaysAsItIs() {
        assertThat(Shortened.script("""
                const s = "a = b, it's", t = 'c : "d" = e';
                const r = /a , b/.test(s) ? 1 : 2;
                const u = `${s} , ${f(t, `x = ${t}`)}`;
                const v = `first ,
                  second = ${t} ,
                  third`, w = 1;""")).isEqualTo("""
                const s="a = b, it's",t='c : "d" = e';
                const r = /a , b/.test(s) ? 1 : 2;
                const u = `${s} , ${f(t, `x = ${t}`)}`;
                const v = `first ,
                second = ${t} ,
                third`, w = 1;
                """);
    }
}
