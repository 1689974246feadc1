package dev.muster.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.muster.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall over the demo scenario. */
class WallIT {

    /** How late a mark may come: the wall looks once a second, and the machine may be busy. */
    private static final double LATE_SECONDS = 5;

    private static ServiceProcess service;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path directory) {
        service = ServiceProcess.start(directory, Map.of("muster.demo.enabled", "true"));
        chromium = Chromium.launch();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        service.close();
    }

    @AfterEach
    void shouldHaveStayedAtHome() {
        assertThat(chromium.troubles()).isEmpty();
    }

    @Test
    void shouldShowShortagesAndAllocationsChangingWithinTwoMinutesWithoutAManualStep() {
        Page page = wall(1920, 1080, "lang=zh");
        List<String> panels = List.of(".panel.shortages .rows", ".panel.arrivals .rows");
        for (String panel : panels) {
            String first = page.locator(panel).innerText();
            await(panel).atMost(Duration.ofMinutes(2)).until(() -> changed(page, panel, first));
        }
        assertThat(page.locator(".link")).hasAttribute("data-freshness", "live");
        assertThat(page.locator(".schematic .site").count()).isGreaterThan(20);
        page.context().close();
    }

    /** Ages go on by themselves; what counts is everything else. */
    private static boolean changed(Page page, String panel, String first) {
        page.waitForTimeout(500);
        return !withoutAges(page.locator(panel).innerText()).equals(withoutAges(first));
    }

    private static String withoutAges(String text) {
        return text.replaceAll("\\d+[秒分时天]", "");
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, lang=zh&theme=dark",
        "1920, 1080, lang=en&theme=light",
        "1920, 1080, lang=pseudo",
        "3840, 2160, lang=zh&theme=light",
        "3840, 2160, lang=en&diag=86&dist=6",
        "1080, 1920, lang=zh",
        "1080, 1920, lang=en",
        "1920, 1080, lang=zh&board=shortages",
        "1920, 1080, lang=en&board=allocations",
        "1920, 1080, lang=zh&board=units",
        "3840, 2160, lang=en&board=units",
        "1080, 1920, lang=pseudo&board=units",
        "1920, 1080, lang=zh&dist=9",
        "1920, 1080, lang=en&dist=2.5",
    })
    void shouldFitItsScreenAndBeTallEnoughToRead(int width, int height, String query) {
        Page page = wall(width, height, query);
        assertThat(strings(page, MISFITS)).as(query).isEmpty();
        assertThat(strings(page, TOO_LOW)).as(query).isEmpty();
        page.context().close();
    }

    /** Scroll bars, key cells whose text does not fit, things outside of their panel, cells that lie on each other. */
    private static final String MISFITS = """
            () => {
              const wrong = [];
              const root = document.documentElement;
              if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) wrong.push('the page scrolls');
              for (const box of document.querySelectorAll('.wall, .head, .panel')) {
                if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
                  wrong.push(`${box.className}: ${box.scrollWidth}x${box.scrollHeight} in ${box.clientWidth}x${box.clientHeight}`);
              }
              const cells = [...document.querySelectorAll('[data-key]')];
              for (const cell of cells) if (cell.scrollWidth > cell.clientWidth && cell.clientWidth > 0) wrong.push(`cut: ${cell.textContent}`);
              const places = cells.map((cell) => ({ cell, at: cell.getBoundingClientRect() }));
              for (const [n, a] of places.entries()) {
                if (a.at.left < -1 || a.at.top < -1 || a.at.right > innerWidth + 1 || a.at.bottom > innerHeight + 1) wrong.push(`outside: ${a.cell.textContent}`);
                for (const b of places.slice(n + 1)) {
                  const apart = a.at.right <= b.at.left + 1 || b.at.right <= a.at.left + 1 || a.at.bottom <= b.at.top + 1 || b.at.bottom <= a.at.top + 1;
                  if (!apart && !a.cell.contains(b.cell) && !b.cell.contains(a.cell)) wrong.push(`overlap: ${a.cell.textContent} / ${b.cell.textContent}`);
                }
              }
              return wrong.slice(0, 10);
            }
            """;

    /** Text lower than 24.6 arc minutes (Han, of which 92 % of the font size) or 16 (capitals, 70 %). */
    private static final String TOO_LOW = """
            () => {
              const asked = new URLSearchParams(location.search);
              const distance = Number(asked.get('dist') ?? 5) * 1000;
              const pitch = (Number(asked.get('diag') ?? 55) * 25.4) / Math.hypot(innerWidth, innerHeight);
              const least = (minutes, share) => (2 * distance * Math.tan((minutes / 60) * (Math.PI / 360))) / pitch / share - 0.1;
              const low = [];
              const walker = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const node = walker.currentNode;
                const box = node.parentElement;
                if (node.textContent.trim() === '' || box.closest('.unseen, .switches')) continue;
                const size = parseFloat(getComputedStyle(box).fontSize);
                if (size < (/\\p{Script=Han}/u.test(node.textContent) ? least(24.6, 0.92) : least(16, 0.7))) low.push(`${node.textContent}: ${size}`);
              }
              return low.slice(0, 10);
            }
            """;

    @ParameterizedTest
    @CsvSource({"lang=zh&theme=dark", "lang=en&theme=light"})
    void shouldBeUsableByEverybody(String query) {
        Page page = wall(1920, 1080, query);
        assertThat(Axe.violations(page)).isEmpty();
        page.context().close();
    }

    @Test
    void shouldKeepShapesApartInForcedColours() {
        Page page = chromium.page(
                service.uri(""),
                new Browser.NewContextOptions()
                        .setViewportSize(1920, 1080)
                        .setForcedColors(ForcedColors.ACTIVE)
                        .setReducedMotion(ReducedMotion.REDUCE));
        open(page, "lang=en");
        assertThat(strings(page, """
                () => [...document.querySelectorAll('.mark, .site .kind, .site .halo')]
                  .filter((shape) => getComputedStyle(shape).fill === getComputedStyle(document.body).backgroundColor && !shape.closest('.changed') && !shape.matches('.kind'))
                  .map((shape) => shape.outerHTML.slice(0, 80))
                """)).isEmpty();
        Object shapes = page.evaluate(
                "() => new Set([...document.querySelectorAll('.counts .mark path')].map((p) => p.getAttribute('d'))).size");
        assertThat(shapes).isEqualTo(4);
        assertThat(page.evaluate("() => document.getAnimations().length")).isEqualTo(0);
        page.context().close();
    }

    @Test
    void shouldMarkSilenceOfAFrozenServiceOnTimeAndCatchUp() throws Exception {
        Page page = wall(1920, 1080, "lang=en&theme=dark");
        signal("STOP");
        try {
            page.waitForSelector(".wall.amber");
            assertThat(silence(page)).isBetween(10.0, 10 + LATE_SECONDS);
            assertThat(page.locator(".link")).containsText("last data");
            page.waitForSelector(".wall.stale", new Page.WaitForSelectorOptions().setTimeout(40_000));
            assertThat(silence(page)).isBetween(30.0, 30 + LATE_SECONDS);
            String age = page.locator(".row .since").first().innerText();
            assertThat(age).isNotBlank();
        } finally {
            signal("CONT");
        }
        shouldEqualADirectRead(page);
    }

    @Test
    void shouldComeBackByItselfWhenTheServiceWasKilled() {
        Page page = wall(1920, 1080, "lang=en");
        service.kill();
        page.waitForSelector(".wall.stale", new Page.WaitForSelectorOptions().setTimeout(60_000));
        page.reload();
        page.waitForSelector(".wall.stale .shortages .row");
        service.restart();
        shouldEqualADirectRead(page);
    }

    @Test
    void shouldComeBackByItselfWhenTheNetworkWasGone() {
        Page page = wall(1920, 1080, "lang=en");
        page.context().setOffline(true);
        page.waitForSelector(".wall.stale", new Page.WaitForSelectorOptions().setTimeout(60_000));
        page.context().setOffline(false);
        shouldEqualADirectRead(page);
    }

    /** At a moment when nothing happens in between, the wall holds exactly what the interface gives. */
    private static void shouldEqualADirectRead(Page page) {
        page.waitForSelector(".wall.live", new Page.WaitForSelectorOptions().setTimeout(60_000));
        await("equal to a direct read")
                .atMost(Duration.ofSeconds(90))
                .until(() -> Boolean.TRUE.equals(page.evaluate("""
                async () => {
                  const before = muster.board();
                  const read = new Map();
                  let cursor = '';
                  do {
                    const answer = await (await fetch(`/api/v1/shortages?limit=1000${cursor}`)).json();
                    for (const line of answer.items) read.set(`${line.request}/${line.line}`, line);
                    cursor = answer.next ? `&cursor=${encodeURIComponent(answer.next)}` : '';
                  } while (cursor);
                  const after = muster.board();
                  if (before.seq !== after.seq) return false;
                  const held = Object.entries(after.data.shortages);
                  return held.length === read.size && held.every(([key, { site, item, urgency, short }]) => {
                    const line = read.get(key);
                    return line && line.site === site && line.item === item && line.urgency === urgency && (line.short ?? null) === (short ?? null);
                  });
                }
                """)));
        page.context().close();
    }

    private static double silence(Page page) {
        String words = page.locator(".link .since").innerText();
        return Double.parseDouble(words.replaceAll("\\D", ""));
    }

    private static void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(service.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Page page, String script) {
        return (List<String>) page.evaluate(script);
    }

    private static Page wall(int width, int height, String query) {
        Page page = chromium.page(service.uri(""), width, height);
        open(page, query);
        return page;
    }

    /** Opens the wall and waits until it shows what it can. */
    private static void open(Page page, String query) {
        page.navigate("/wall?" + query);
        Page.WaitForSelectorOptions patience = new Page.WaitForSelectorOptions().setTimeout(120_000);
        page.waitForSelector(".wall.live", patience);
        if (query.contains("board=units")) {
            page.waitForSelector(".units .row", patience);
            return;
        }
        if (!query.contains("board=allocations")) {
            page.waitForSelector(".shortages .row", patience);
        }
        if (!query.contains("board=shortages") && !query.contains("dist=9")) {
            page.waitForSelector(".arrivals .row", patience);
        }
    }
}
