"""The World Bank's databases by number."""

DATABASES = {
    2: "World Development Indicators",
    3: "Worldwide Governance Indicators",
    6: "International Debt Statistics",
    57: "WDI Database Archives",
}
