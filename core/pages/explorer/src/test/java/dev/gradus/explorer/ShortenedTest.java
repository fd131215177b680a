package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortenedTest {
    @Test
    void aScriptLosesCommentsSpacesAndMostLineBreaks() {
        assertThat(Shortened.script("""
                        // what it does
                        function f(a, b = 2) {
                          /* how
                             it does it */
                          return a === b ? [a + b, a * b] : -a - b; // why
                        }
                        const c = f(
                          1,
                        );
                        """))
                .isEqualTo("function f(a,b=2){return a===b?[a+b,a*b]:-a-b;\n}\nconst c=f(1,\n);\n");
    }

    @Test
    void signsAndWordsThatWouldBeOneStayApart() {
        assertThat(Shortened.script("a + +b; a - -b; i++ + j; i-- - j; a ** b; x in y; typeof x; a / /b/.c; 'a' in b"))
                .isEqualTo("a+ +b;a- -b;i++ +j;i-- -j;a**b;x in y;typeof x;a/ /b/.c;'a'in b\n");
    }

    @Test
    void textStaysAsItIs() {
        assertThat(Shortened.script("""
                const s = "a = b, it's", t = 'c : "d" = e // f';
                const r = /a , b [/] '/u.test(s) ? 1 : 2 / 3;
                const u = `${s} , ${f(t, `x = ${t}`)} // ${{ a: `}` } / 2} "`;
                const v = `first ,
                  second = ${t} ,
                  third`, w = 1 / 2 / 3;""")).isEqualTo("""
                const s="a = b, it's",t='c : "d" = e // f';
                const r=/a , b [/] '/u.test(s)?1:2/3;
                const u=`${s} , ${f(t,`x = ${t}`)} // ${{a:`}`}/2} "`;
                const v=`first ,
                second = ${t} ,
                third`,w=1/2/3;
                """);
    }
}
