package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All of the page is seen, at every step and depth, on the screens that lectures are given on. */
@Tag("long")
class PageLayoutTest extends PagesInBrowser {
    @Test
    void dotsOfTheTimeLineAndHeadsOfPanesStandInLine() throws Exception {
        browser.show("and").size(1440, 900);
        assertThat(browser.run("""
                const heights = all => new Set([...document.querySelectorAll(all)].map(one => one.getBoundingClientRect().top));
                gradus.go(0);
                const words = [...document.querySelectorAll('h2')].slice(0, 3).map(head => {
                    const range = document.createRange();
                    range.selectNode(document.createTreeWalker(head, NodeFilter.SHOW_TEXT).nextNode());
                    return range.getBoundingClientRect().top;
                });
                return [heights('.d').size, Math.max(...words) - Math.min(...words) <= 1 || words].join();
                """)).isEqualTo("1,true");
    }

    @Test
    void longCodeGoesOnAtACall() throws Exception {
        browser.show("and").size(1440, 900);
        assertThat(browser.run("""
                const faults = [];
                for (let step = 1; step <= gradus.last(); step++) {
                    gradus.go(step);
                    document.querySelectorAll('#java .now code, #numpy .now code').forEach(code => {
                        const range = document.createRange(), letters = [];
                        const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
                        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                            for (let i = 0; i < node.length; i++) {
                                range.setStart(node, i);
                                range.setEnd(node, i + 1);
                                letters.push([node.data[i], range.getBoundingClientRect().top]);
                            }
                        }
                        letters.forEach(([letter, top], i) => {
                            if (i && top > letters[i - 1][1] + 5 && /\\w/.test(letter) && /\\w/.test(letters[i - 1][0])) faults.push(code.textContent);
                        });
                    });
                }
                return faults.join();
                """)).isEqualTo("");
    }
}
